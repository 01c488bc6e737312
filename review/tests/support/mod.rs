//! A library, a vault and three reviewers with keys of their own, in a temporary folder.
#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test file uses the part it needs")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use review::act::Review;
use review::published::Published;
use review::repository::Repository;
use review::vault;
use review::work::Store;
use seal::{KeyPair, Recipients};
use ssh_key::private::{Ed25519Keypair, KeypairData};
use ssh_key::{LineEnding, PrivateKey};
use tempfile::TempDir;

/// A Wednesday at noon, 25 November 2026.
pub const NOW: u64 = 1_795_608_000;
const DAY: u64 = 86_400;

pub struct Office {
    folder: TempDir,
    /// Days since [`NOW`].
    pub day: u64,
    /// A folder beside the library, or a bucket.
    pub vault: &'static str,
}

const REVIEWERS: [(&str, &str); 3] =
    [("r-04", "deidentification"), ("r-11", "content"), ("r-07", "deidentification, content")];

pub const ANSWERS: &str = r#"{"version":1,"questionnaire":"1.0","depth":"basic","answers":{"member":"sworn",
    "what_happened":"Deputy Okonkwo and I stopped a van in Larkspur. The driver got out with a knife in the waistband.",
    "activity":["traffic-stop"],"area":["rural"]}}"#;

pub const DRAFT: &str = "---\ntitle: A knife in the waistband\ntaxonomy_version: \"1.0\"\npublication: full\n\
    activity: traffic-stop\n---\n\n## Event summary\n\n[officer A] and I stopped a van. The driver got out with a \
    knife in the waistband.\n";

pub fn finished(id: &str) -> String {
    DRAFT.replace("---\ntitle", &format!("---\nid: {id}\ntitle")).replace(
        "## Event summary",
        "## Takeaway\n\nWatch the waistband until you have searched it.\n\n## Event summary",
    ) + "\n## Lessons learned\n\n1. Search before you talk.\n"
}

impl Office {
    pub fn new() -> Self {
        let office = Self { folder: TempDir::new().unwrap(), day: 0, vault: "vault" };
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        copy(&root.join("themes/default"), &office.path("library/themes/default"));
        for name in ["site.yaml", "taxonomy.yaml", "questionnaire.yaml", "synonyms.yaml"] {
            let text = std::fs::read_to_string(root.join("content").join(name)).unwrap();
            office.write(&format!("library/content/{name}"), &text);
        }
        copy(&root.join("content/pages"), &office.path("library/content/pages"));
        office.write("library/content/reports/.gitkeep", "");
        let mut roster = "reviewers:\n".to_owned();
        let mut signers = String::new();
        for (id, roles) in REVIEWERS {
            let pair = KeyPair::generate();
            office.write(&format!("{id}.txt"), &pair.identity);
            office.write(&format!("{id}.recipient"), &pair.recipient);
            let seed = [id.as_bytes()[3]; 32];
            let key = PrivateKey::new(KeypairData::Ed25519(Ed25519Keypair::from_seed(&seed)), "").unwrap();
            office.write(&format!("{id}.key"), &key.to_openssh(LineEnding::LF).unwrap());
            let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
            std::fs::set_permissions(office.path(&format!("{id}.key")), mode).unwrap();
            let public = key.public_key().to_openssh().unwrap();
            roster += &[
                format!("  - id: {id}\n    roles: [{roles}]\n    signing_key: {public}\n"),
                format!("    recipient: {}\n    offline: {}\n", pair.recipient, id == "r-07"),
            ]
            .concat();
            signers += &[id, " namespaces=\"nearmiss-*\" ", &public, "\n"].concat();
        }
        office.write("library/content/roster/1.yaml", &roster);
        office.write("library/content/roster/allowed_signers", &signers);
        office.git(&["init", "--quiet", "--initial-branch=main", "library"]);
        office.git(&["-C", "library", "add", "--all"]);
        office.git(&["-C", "library", "commit", "--quiet", "-m", "The library"]);
        office.git(&["clone", "--quiet", "--bare", "library", "review.git"]);
        office.git(&["-C", "review.git", "remote", "remove", "origin"]);
        std::fs::create_dir_all(office.path("vault/reports")).unwrap();
        office
    }

    /// One whose library is published in another repository, `origin.git`, with a release of one report that two have signed.
    pub fn with_origin() -> (Self, String) {
        let office = Self::new();
        office.git(&["clone", "--quiet", "--bare", "review.git", "origin.git"]);
        let origin = office.path("origin.git").display().to_string();
        office.git(&["-C", "review.git", "remote", "add", "origin", &origin]);
        office.report("reports", 1, ANSWERS);
        let reference = office.queue()[0]["ref"].as_str().unwrap().to_owned();
        let id = office.ready(&reference);
        for by in ["r-04", "r-11"] {
            office.done(&["sign-release", "--as", by, "--key", &format!("{by}.key")]);
        }
        (office, id)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn git(&self, args: &[&str]) -> String {
        let mut command = Command::new("git");
        command.current_dir(self.folder.path());
        command.args(["-c", "user.name=nearmiss", "-c", "user.email=service@nearmiss.invalid"]).args(args);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
            command.env_remove(name);
        }
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        let output = command.output().unwrap();
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    pub fn recipients(&self) -> Recipients {
        let keys =
            REVIEWERS.map(|(id, _)| std::fs::read_to_string(self.path(&format!("{id}.recipient"))).unwrap());
        Recipients::parse(&keys.join("\n")).unwrap()
    }

    /// What was sealed, where reviewers find it.
    pub fn report(&self, folder: &str, name: u8, answers: &str) -> String {
        let sealed = seal::seal(answers.as_bytes(), &self.recipients()).unwrap();
        let name = format!("{folder}/{}", format!("{name:02x}").repeat(16));
        std::fs::create_dir_all(self.path(&format!("vault/{folder}"))).unwrap();
        std::fs::write(self.path(&format!("vault/{name}")), sealed.as_bytes()).unwrap();
        name
    }

    /// `nearmiss-review` as `r-04` would run it; whose key it is makes no difference to what it may do.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nearmiss-review"));
        command.args(["--vault", self.vault, "--identity", "r-04.txt", "--repo", "review.git"]).args(args);
        command.current_dir(self.folder.path()).env("NO_COLOR", "1");
        command.env("NEARMISS_NOW", (NOW + self.day * DAY).to_string());
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// What it prints, of a command that must work.
    pub fn done(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    /// The rule that stands against a command.
    pub fn refused(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(
            output.status.code(),
            Some(1),
            "{args:?}: {said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let json: serde_json::Value = serde_json::from_str(&said).unwrap();
        assert!(json["help"].as_str().is_some_and(|help| !help.is_empty()));
        json["rule"].as_str().unwrap().to_owned()
    }

    pub fn queue(&self) -> Vec<serde_json::Value> {
        serde_json::from_str(&self.done(&["queue", "--format", "json"])).unwrap()
    }

    pub fn state(&self) -> String {
        self.queue()[0]["state"].as_str().unwrap().to_owned()
    }

    /// A report as far as both signatures; its id.
    pub fn ready(&self, reference: &str) -> String {
        self.write("draft.md", DRAFT);
        let id = self.done(&["stage1", reference, "--as", "r-04", "--file", "draft.md"]);
        self.write("final.md", &finished(&id));
        self.done(&["stage2", &id, "--as", "r-11", "--file", "final.md"]);
        self.done(&["approve", &id, "--as", "r-11", "--stage", "content", "--key", "r-11.key"]);
        self.done(&["approve", &id, "--as", "r-04", "--stage", "deidentification", "--key", "r-04.key"]);
        id
    }

    /// A desk of `r-04` that looked just now, and knows nothing of what others do from then on.
    pub fn desk(&self) -> Review {
        let keys = std::fs::read_to_string(self.path("r-04.txt")).unwrap();
        let repository = Repository::new(&self.path("review.git"));
        let published = Published::read(&repository).unwrap();
        let vault = vault::open(&self.path("vault").display().to_string()).unwrap();
        let store = Store::new(vault, seal::Identity::parse(&keys).unwrap(), published.recipients());
        Review::open(store, repository, published, "2026-11-25".parse().unwrap(), &|| {}).unwrap()
    }

    /// How reports ended, as the ledger counts them.
    pub fn outcomes(&self) -> Vec<String> {
        let rows = self.desk().store.rows().unwrap();
        let mut outcomes: Vec<String> = rows.into_iter().map(|row| row.outcome).collect();
        outcomes.sort();
        outcomes
    }

    pub fn release(&self) {
        for id in ["r-04", "r-11"] {
            self.done(&["sign-release", "--as", id, "--key", &format!("{id}.key")]);
        }
        self.done(&["publish", "--as", "r-04"]);
    }

    /// Every file in a folder of the vault.
    pub fn objects(&self, folder: &str) -> Vec<String> {
        let mut names = Vec::new();
        let mut folders = vec![self.path(&format!("vault/{folder}"))];
        while let Some(next) = folders.pop() {
            for entry in std::fs::read_dir(&next).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    names.push(path.strip_prefix(self.path("vault")).unwrap().display().to_string());
                }
            }
        }
        names.sort();
        names
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
