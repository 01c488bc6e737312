//! Changing the roster: the next one is written beside the one before, and counts when two of that one signed it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use approvals::{
    Digest, Namespace, Reviewer, Role, Roster, Signatures, Standing, allowed_signers, is_signed_by,
    read_roster,
};
use report::{Severity, Source};
use seal::KeyPair;

use crate::refusal::Stop;
use crate::sign::SigningKey;

/// The rosters of a content folder.
pub struct Rosters {
    folder: PathBuf,
    /// The newest, with its number; nothing in a library without one.
    newest: Option<(u32, Roster)>,
}

/// The keys of a new reviewer, in files of their own.
#[derive(Debug)]
pub struct NewKeys {
    /// `age1…`
    pub recipient: String,
    /// One line in OpenSSH's form.
    pub signing_key: String,
}

impl NewKeys {
    /// Makes keys for this purpose alone: `identity.txt`, `recipient.txt`, `signing_key` and `signing_key.pub`. With a
    /// terminal, `ssh-keygen` asks for a passphrase.
    pub fn make(out: &Path, passphrase: bool) -> Result<Self, Stop> {
        let failed = |error: &dyn std::fmt::Display| {
            Stop::failed(
                format!("no keys in `{}`: {error}", out.display()),
                "name an empty folder with `--out DIR`",
            )
        };
        fs::create_dir_all(out).map_err(|error| failed(&error))?;
        if fs::read_dir(out).map_err(|error| failed(&error))?.next().is_some() {
            return Err(failed(&"the folder isn't empty"));
        }
        let pair = KeyPair::generate();
        private(&out.join("identity.txt"), &format!("{}\n", *pair.identity))
            .map_err(|error| failed(&error))?;
        fs::write(out.join("recipient.txt"), format!("{}\n", pair.recipient))
            .map_err(|error| failed(&error))?;
        let mut command = Command::new("ssh-keygen");
        command.args(["-q", "-t", "ed25519", "-C", "", "-f"]).arg(out.join("signing_key"));
        if !passphrase {
            command.args(["-N", ""]);
        }
        let made = command.status().map_err(|error| failed(&format!("ssh-keygen can't be run: {error}")))?;
        if !made.success() {
            return Err(failed(&"ssh-keygen made none"));
        }
        let public = fs::read_to_string(out.join("signing_key.pub")).map_err(|error| failed(&error))?;
        Ok(Self { recipient: pair.recipient.clone(), signing_key: public.trim().to_owned() })
    }
}

fn private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())
}

impl Rosters {
    /// Those of a content folder.
    pub fn read(content: &Path) -> Result<Self, Stop> {
        let folder = content.join("roster");
        let mut rosters = Self { folder, newest: None };
        let number = (1..).take_while(|number| rosters.path(*number).is_file()).take(10_000).last();
        if let Some(number) = number {
            let text = rosters.text(number)?;
            let mut findings = Vec::new();
            let roster = read_roster(&Source::new("roster", &text), &mut findings);
            let error = findings.iter().find(|finding| finding.severity == Severity::Error);
            let roster = roster.filter(|_| error.is_none()).ok_or_else(|| {
                let why = error.map_or_else(String::new, |error| error.message.clone());
                Stop::failed(
                    format!("roster {number} can't be used: {why}"),
                    "fix it: `nearmiss check` shows where",
                )
            })?;
            rosters.newest = Some((number, roster));
        }
        Ok(rosters)
    }

    fn path(&self, number: u32) -> PathBuf {
        self.folder.join(format!("{number}.yaml"))
    }

    fn text(&self, number: u32) -> Result<String, Stop> {
        let path = self.path(number);
        fs::read_to_string(&path).map_err(|error| {
            Stop::failed(format!("can't read `{}`: {error}", path.display()), "check the folder")
        })
    }

    fn write(&self, name: &str, text: &str) -> Result<(), Stop> {
        let path = self.folder.join(name);
        fs::create_dir_all(&self.folder).and_then(|()| fs::write(&path, text)).map_err(|error| {
            Stop::failed(format!("can't write `{}`: {error}", path.display()), "check the folder")
        })
    }

    /// Whether somebody new can be called so.
    pub fn free(&self, id: &str) -> Result<(), Stop> {
        // It becomes a line of `allowed_signers` and part of statements.
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || id.len() > 20 || !id.chars().all(plain) {
            return Err(Stop::refused(
                "roster-pseudonym",
                format!("`{id}` can't be a pseudonym"),
                "take at most twenty small letters, digits and hyphens, for instance r-04",
            ));
        }
        let taken = self.newest.as_ref().is_some_and(|(_, roster)| roster.reviewer(id).is_some());
        if taken {
            let message = format!("`{id}` stands in the roster already");
            return Err(Stop::refused(
                "roster-pseudonym",
                message,
                "a pseudonym is never given twice; take the next",
            ));
        }
        Ok(())
    }

    /// Adds a reviewer. Gives the number of the roster in which they stand.
    pub fn add(&self, id: &str, roles: Vec<Role>, keys: &NewKeys, offline: bool) -> Result<u32, Stop> {
        self.free(id)?;
        let signing_key = keys.signing_key.parse().map_err(|()| {
            Stop::refused(
                "roster-signing-key",
                "this isn't a kind of signing key that is accepted",
                "make an ed25519 key",
            )
        })?;
        let reviewer = Reviewer {
            id: id.to_owned(),
            roles,
            signing_key: Some(signing_key),
            recipient: Some(keys.recipient.clone()),
            offline,
            standing: Standing::Active,
        };
        self.change(|roster| roster.reviewers.push(reviewer))
    }

    /// A reviewer left, or somebody else may have their keys.
    pub fn leave(&self, id: &str, standing: Standing) -> Result<u32, Stop> {
        let known = self.newest.as_ref().and_then(|(_, roster)| roster.reviewer(id));
        let Some(own) = known else {
            let message = format!("`{id}` doesn't stand in the roster");
            return Err(Stop::refused("unknown-reviewer", message, "name a reviewer as the roster does"));
        };
        if own.standing >= standing {
            let message = format!("`{id}` is out of use already");
            return Err(Stop::refused("roster-standing", message, "nothing is to be done"));
        }
        self.change(|roster| {
            for reviewer in roster.reviewers.iter_mut().filter(|own| own.id == id) {
                reviewer.standing = standing;
            }
        })
    }

    /// Writes the next roster. One that nobody has signed yet is still being written: it is changed itself.
    fn change(&self, change: impl FnOnce(&mut Roster)) -> Result<u32, Stop> {
        let (number, mut roster) = match &self.newest {
            None => (1, Roster { demo: false, reviewers: Vec::new(), place: report::Place::FILE }),
            Some((1, roster)) if !self.folder.join("../releases/1.txt").exists() => (1, roster.clone()),
            Some((number, roster)) if *number > 1 && !self.path_of_signature(*number).exists() => {
                (*number, roster.clone())
            }
            Some((number, roster)) => (number + 1, roster.clone()),
        };
        change(&mut roster);
        self.write(&format!("{number}.yaml"), &print(&roster))?;
        self.write("allowed_signers", &allowed_signers(&roster))?;
        Ok(number)
    }

    fn path_of_signature(&self, number: u32) -> PathBuf {
        self.folder.join(format!("{number}.yaml.sig"))
    }

    /// Signs the newest roster, as somebody of the one before. Gives its number and how many have signed.
    pub fn sign(&self, by: &str, key: &SigningKey) -> Result<(u32, usize), Stop> {
        let Some((number, _)) = self.newest.as_ref().filter(|(number, _)| *number > 1) else {
            let message = "the first roster isn't signed: its SHA-256 is agreed on";
            return Err(Stop::refused("roster-root", message, "`nearmiss-review roster root` prints it"));
        };
        let before = self.text(number - 1)?;
        let before = read_roster(&Source::new("roster", &before), &mut Vec::new());
        let reviewer = before.as_ref().and_then(|roster| roster.reviewer(by));
        let known = reviewer.and_then(|own| Some((own, own.signing_key.as_ref()?)));
        let (reviewer, own) = known.ok_or_else(|| {
            let message = format!("`{by}` doesn't sign in roster {}", number - 1);
            Stop::refused("unknown-reviewer", message, "a roster is signed by two of the one before")
        })?;
        let text = self.text(*number)?;
        let signature = key.sign(reviewer, Namespace::Roster, text.as_bytes())?;
        let mut all = fs::read_to_string(self.path_of_signature(*number)).unwrap_or_default();
        if !is_signed_by(all.as_bytes(), own, Namespace::Roster, text.as_bytes()) {
            all += &signature;
        }
        self.write(&format!("{number}.yaml.sig"), &all)?;
        let signatures = Signatures::read(all.as_bytes()).ok();
        let signed = before.iter().flat_map(|roster| &roster.reviewers).filter(|reviewer| {
            let key = reviewer.signing_key.as_ref();
            key.zip(signatures.as_ref())
                .is_some_and(|(key, all)| all.are_by(key, Namespace::Roster, text.as_bytes()))
        });
        Ok((*number, signed.count()))
    }

    /// Writes `allowed_signers` again.
    pub fn write_allowed_signers(&self) -> Result<(), Stop> {
        match &self.newest {
            Some((_, roster)) => self.write("allowed_signers", &allowed_signers(roster)),
            None => Err(Stop::failed("there is no roster", "begin one: `nearmiss-review roster add`")),
        }
    }

    /// The digest by which everything is judged.
    pub fn root(&self) -> Result<Digest, Stop> {
        Ok(Digest::of(self.text(1)?.as_bytes()))
    }
}

/// A roster as a file.
fn print(roster: &Roster) -> String {
    let mut text = String::from(
        "# The reviewers under their pseudonyms. Each roster after the first is signed by two of the one before; nobody\n\
         # leaves the file: who is gone is `retired` or `compromised`. Changed with `nearmiss-review roster`.\n",
    );
    if roster.demo {
        text.push_str("demo: true\n");
    }
    text.push_str("reviewers:\n");
    for own in &roster.reviewers {
        let roles: Vec<&str> = own
            .roles
            .iter()
            .map(|role| if *role == Role::Content { "content" } else { "deidentification" })
            .collect();
        _ = writeln!(text, "  - id: {}", own.id);
        if !roles.is_empty() {
            _ = writeln!(text, "    roles: [{}]", roles.join(", "));
        }
        for (key, value) in [
            ("signing_key", own.signing_key.as_ref().map(ToString::to_string)),
            ("recipient", own.recipient.clone()),
            ("offline", own.offline.then(|| "true".to_owned())),
            ("retired", (own.standing == Standing::Retired).then(|| "true".to_owned())),
            ("compromised", (own.standing == Standing::Compromised).then(|| "true".to_owned())),
        ] {
            if let Some(value) = value {
                _ = writeln!(text, "    {key}: {value}");
            }
        }
    }
    text
}
