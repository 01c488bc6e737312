//! Changing the roster: the next one is written beside the one before, and counts when two of that one signed it.

mod keys;

use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use approvals::{
    Digest, Namespace, Reviewer, Role, Roster, Signatures, Standing, allowed_signers, read_roster,
};
use report::{Severity, Source};

use crate::refusal::Stop;
use crate::sign::SigningKey;

pub use keys::NewKeys;

/// The rosters of a content folder.
pub struct Rosters {
    folder: PathBuf,
    /// The newest, with its number; nothing in a library without one.
    newest: Option<(u32, Roster)>,
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

    /// Writes the next roster. One that fewer than two have signed is still being written: it is changed itself, and what one
    /// signed is void with that.
    fn change(&self, change: impl FnOnce(&mut Roster)) -> Result<u32, Stop> {
        let (number, mut roster) = match &self.newest {
            None => (1, Roster { demo: false, reviewers: Vec::new(), place: report::Place::FILE }),
            Some((1, roster)) if !self.folder.join("../releases/1.txt").exists() => (1, roster.clone()),
            Some((number, roster)) if *number > 1 && self.signers(*number, roster)?.len() < 2 => {
                (*number, roster.clone())
            }
            Some((number, roster)) => (number + 1, roster.clone()),
        };
        change(&mut roster);
        self.write(&format!("{number}.yaml"), &print(&roster))?;
        match fs::remove_file(self.path_of_signature(number)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                let message = format!("what was signed before can't be taken away: {error}");
                return Err(Stop::failed(message, "delete the `.sig` beside the roster"));
            }
            _ => {}
        }
        self.write("allowed_signers", &allowed_signers(&roster))?;
        Ok(number)
    }

    fn path_of_signature(&self, number: u32) -> PathBuf {
        self.folder.join(format!("{number}.yaml.sig"))
    }

    fn before(&self, number: u32) -> Result<Roster, Stop> {
        let text = self.text(number - 1)?;
        read_roster(&Source::new("roster", &text), &mut Vec::new()).ok_or_else(|| {
            let message = format!("roster {} can't be used", number - 1);
            Stop::failed(message, "fix it: `nearmiss check` shows where")
        })
    }

    /// Who vouches for a roster: signed it, was in use in the one before, and isn't compromised in this one.
    fn signers(&self, number: u32, roster: &Roster) -> Result<Vec<String>, Stop> {
        let text = self.text(number)?;
        let all = fs::read(self.path_of_signature(number)).unwrap_or_default();
        let Ok(all) = Signatures::read(&all) else { return Ok(Vec::new()) };
        let before = self.before(number)?;
        let vouching = before.reviewers.iter().filter(|own| {
            let key = own.signing_key.as_ref();
            vouches(own, roster) && key.is_some_and(|key| all.are_by(key, Namespace::Roster, text.as_bytes()))
        });
        Ok(vouching.map(|own| own.id.clone()).collect())
    }

    /// Signs the newest roster, as somebody of the one before. Gives its number and how many have signed.
    pub fn sign(&self, by: &str, key: &SigningKey) -> Result<(u32, usize), Stop> {
        let Some((number, roster)) = self.newest.as_ref().filter(|(number, _)| *number > 1) else {
            let message = "the first roster isn't signed: its SHA-256 is agreed on";
            return Err(Stop::refused("roster-root", message, "`nearmiss-review roster root` prints it"));
        };
        let before = self.before(*number)?;
        let known = before.reviewer(by).filter(|own| own.signing_key.is_some() && vouches(own, roster));
        let reviewer = known.ok_or_else(|| {
            let message = format!(
                "`{by}` can't sign: they must be in use in roster {}, and not compromised now",
                number - 1
            );
            Stop::refused("unknown-reviewer", message, "a roster is signed by two of the one before")
        })?;
        let text = self.text(*number)?;
        let signature = key.sign(reviewer, Namespace::Roster, text.as_bytes())?;
        if !self.signers(*number, roster)?.iter().any(|own| own == by) {
            let all = fs::read_to_string(self.path_of_signature(*number)).unwrap_or_default();
            self.write(&format!("{number}.yaml.sig"), &(all + &signature))?;
        }
        Ok((*number, self.signers(*number, roster)?.len()))
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

/// Whether somebody of the roster before can vouch for this one.
fn vouches(reviewer: &Reviewer, roster: &Roster) -> bool {
    let now = roster.reviewer(&reviewer.id).map(|own| own.standing);
    reviewer.standing == Standing::Active && now != Some(Standing::Compromised)
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
