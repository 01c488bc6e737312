//! A library with everything signed, by keys made for the test.

use std::fmt::Write as _;

use approvals::{Approval, Digest, Manifest, Stage, Withdrawal};
use ssh_key::private::{Ed25519Keypair, KeypairData};
use ssh_key::{HashAlg, LineEnding, PrivateKey};

use super::{Library, report, tree};

/// A pseudonym's key, always the same.
pub fn key(id: &str) -> PrivateKey {
    let seed = *id.as_bytes().last().unwrap();
    PrivateKey::new(KeypairData::Ed25519(Ed25519Keypair::from_seed(&[seed; 32])), "").unwrap()
}

/// A reviewer's entry in a roster.
pub fn entry(id: &str, roles: &str, more: &str) -> String {
    let age = bech32::Hrp::parse("age").unwrap();
    let number = *id.as_bytes().last().unwrap();
    let recipient = bech32::encode::<bech32::Bech32>(age, &[number; 32]).unwrap();
    let signing = key(id).public_key().to_openssh().unwrap();
    format!(
        "  - id: {id}\n    roles: [{roles}]\n    signing_key: {signing}\n    recipient: {recipient}\n{more}"
    )
}

/// Three reviewers: r-04 de-identifies, r-11 writes lessons, r-07 does both.
pub fn roster() -> String {
    format!(
        "reviewers:\n{}{}{}",
        entry("r-04", "deidentification", ""),
        entry("r-11", "content", "    offline: true\n"),
        entry("r-07", "deidentification, content", "")
    )
}

pub fn sign(ids: &[&str], namespace: &str, text: &str) -> String {
    let one = |id: &&str| {
        key(id).sign(namespace, HashAlg::Sha512, text.as_bytes()).unwrap().to_pem(LineEnding::LF).unwrap()
            + "\n"
    };
    ids.iter().map(one).collect()
}

impl Library {
    /// Two reports, approved by r-04 and r-11 and released by both.
    pub fn signed() -> Self {
        let library = Self::new();
        for (id, title) in [("nm-22222222", "a knife"), ("nm-33333333", "a gun")] {
            library.write(&format!("content/reports/{id}.md"), &report(id, title, "activity: arrest\n"));
        }
        library.write("content/roster/1.yaml", &roster());
        library.write_allowed_signers();
        library.approve("nm-22222222", "r-04", "r-11");
        library.approve("nm-33333333", "r-04", "r-11");
        library.release(&["nm-22222222", "nm-33333333"], &["r-04", "r-11"]);
        library
    }

    pub fn root(&self) -> String {
        self.digest("content/roster/1.yaml").to_string()
    }

    pub fn digest(&self, name: &str) -> Digest {
        Digest::of(self.read(name).as_bytes())
    }

    /// The number of the newest roster.
    fn roster_number(&self) -> u32 {
        (1..100)
            .take_while(|number| self.path(&format!("content/roster/{number}.yaml")).exists())
            .last()
            .unwrap()
    }

    pub fn write_allowed_signers(&self) {
        let text = self.read(&format!("content/roster/{}.yaml", self.roster_number()));
        let roster = approvals::read_roster(&report_source(&text), &mut Vec::new()).unwrap();
        self.write("content/roster/allowed_signers", &approvals::allowed_signers(&roster));
    }

    /// A roster after the newest, signed by these of the one before.
    pub fn next_roster(&self, text: &str, signers: &[&str]) {
        let path = format!("content/roster/{}.yaml", self.roster_number() + 1);
        self.write(&path, text);
        self.write(&format!("{path}.sig"), &sign(signers, "nearmiss-roster", text));
        self.write_allowed_signers();
    }

    pub fn statement(&self, id: &str, stage: Stage, reviewer: &str) -> Approval {
        Approval {
            report: id.parse().unwrap(),
            stage,
            reviewer: reviewer.to_owned(),
            roster: self.roster_number(),
            taxonomy: "1.0".to_owned(),
            editors: vec!["r-04".to_owned()],
            sha256: self.digest(&format!("content/reports/{id}.md")),
        }
    }

    /// Writes a statement, signed with the key of its reviewer.
    pub fn put(&self, id: &str, stage: Stage, statement: &Approval) {
        let path = format!("content/approvals/{id}/{}.txt", stage.word());
        self.write(&path, &statement.to_string());
        let signature = sign(&[&statement.reviewer], "nearmiss-approval", &statement.to_string());
        self.write(&format!("{path}.sig"), &signature);
    }

    pub fn approve(&self, id: &str, first: &str, second: &str) {
        for (stage, reviewer) in [(Stage::Deidentification, first), (Stage::Content, second)] {
            self.put(id, stage, &self.statement(id, stage, reviewer));
        }
    }

    /// The next release.
    pub fn release(&self, ids: &[&str], signers: &[&str]) {
        let path = |number: u32| format!("content/releases/{number}.txt");
        let number = (1..100).find(|number| !self.path(&path(*number)).exists()).unwrap();
        let digest = |id: &str| self.digest(&format!("content/reports/{id}.md"));
        let manifest = Manifest {
            number,
            previous: (number > 1).then(|| self.digest(&path(number - 1))),
            roster: self.roster_number(),
            period: "2026-q4".parse().unwrap(),
            others: self.others(),
            reports: ids.iter().map(|id| (id.parse().unwrap(), digest(id))).collect(),
        };
        self.write(&path(number), &manifest.to_string());
        self.write(
            &format!("{}.sig", path(number)),
            &sign(signers, "nearmiss-release", &manifest.to_string()),
        );
    }

    pub fn withdraw(&self, id: &str, reviewer: &str) {
        let withdrawal = Withdrawal {
            report: id.parse().unwrap(),
            reviewer: reviewer.to_owned(),
            roster: self.roster_number(),
        };
        let path = format!("content/withdrawn/{id}.txt");
        self.write(&path, &withdrawal.to_string());
        self.write(
            &format!("{path}.sig"),
            &sign(&[reviewer], "nearmiss-withdrawal", &withdrawal.to_string()),
        );
    }

    /// As docs/verify.md makes it with `find`, `sort` and `sha256sum`.
    fn others(&self) -> Digest {
        let mut lines = String::new();
        for (folder, start) in [("content", "content/"), ("themes", "themes/")] {
            for (name, bytes) in tree(&self.path(folder)) {
                let own = ["reports/", "approvals/", "roster/", "releases/", "withdrawn/", "tables/"];
                if folder == "themes" || !own.iter().any(|folder| name.starts_with(folder)) {
                    _ = writeln!(lines, "{}  {start}{name}", Digest::of(&bytes));
                }
            }
        }
        Digest::of(lines.as_bytes())
    }
}

fn report_source(text: &str) -> ::report::Source<'_> {
    ::report::Source::new("roster", text)
}
