//! `nearmiss-intake decoys`: reports that say nothing, so that a report that is sent can't be told from them.

use std::path::PathBuf;
use std::thread::{self, sleep};
use std::time::Duration;

use clap::Args;
use seal::{Recipients, seal};
use serde_json::json;

use super::http::Site;
use super::{Failure, cannot};

#[derive(Debug, Args)]
pub(super) struct Decoys {
    /// The site's address.
    url: String,
    /// How many a day, on average.
    #[arg(long, default_value_t = 24.0)]
    per_day: f64,
    /// File with the reviewers' public keys; by default the site's own `/share/recipients.txt`.
    #[arg(long)]
    recipients: Option<PathBuf>,
    /// Stop after so many.
    #[arg(long)]
    count: Option<u64>,
    /// Send at once, without the time that a person takes to write. For trying it out.
    #[arg(long)]
    hurry: bool,
}

const DAY: f64 = 86_400.0; // seconds
/// Between the ticket and the report a person writes for so long, in seconds.
const WRITING: (f64, f64) = (240.0, 1_500.0);

impl Decoys {
    pub(super) fn run(self) -> Result<(), Failure> {
        if !(self.per_day.is_finite() && self.per_day > 0.0 && self.per_day <= 10_000.0) {
            return Err(Failure::Usage("`--per-day` must be a number above 0, and at most 10000".to_owned()));
        }
        let site = Site::new(&self.url);
        let recipients = match &self.recipients {
            Some(path) => std::fs::read_to_string(path).map_err(|error| cannot("read", path, &error))?,
            None => site.text("/share/recipients.txt")?,
        };
        let recipients = Recipients::parse(&recipients).map_err(|error| Failure::Usage(error.to_string()))?;
        let mut begun = 0;
        thread::scope(|scope| {
            let mut sending = Vec::new();
            while self.count.is_none_or(|count| begun < count) {
                if !self.hurry {
                    // Independent moments: the time to the next is exponential (a Poisson process).
                    sleep(Duration::from_secs_f64(-(1.0 - random()?).ln() * DAY / self.per_day));
                }
                // Each takes its time to write beside the others, so that so many begin a day, two at once among them.
                let decoy = scope.spawn(|| self.send(&site, &recipients));
                begun += 1;
                if self.count.is_some() {
                    sending.push(decoy);
                }
            }
            // The network comes back; whoever runs this without a count wants it to go on. What is counted must succeed.
            sending.into_iter().try_for_each(|decoy| {
                decoy.join().unwrap_or_else(|_| Err(Failure::Refused("a decoy failed".to_owned())))
            })
        })
    }

    /// The same requests in the same order as a browser's, with a person's time between them.
    fn send(&self, site: &Site, first: &Recipients) -> Result<(), Failure> {
        // The keys of the page that this decoy pretends to be written on: reviewers come and go while this runs.
        let page = site.text("/share/")?;
        let of_page = if self.recipients.is_none() { keys_of(&page) } else { None };
        let recipients = of_page.as_ref().unwrap_or(first);
        let ticket = site.ticket()?;
        if !self.hurry {
            sleep(Duration::from_secs_f64((WRITING.1 - WRITING.0).mul_add(random()?, WRITING.0)));
        }
        let text =
            json!({"version": 1, "questionnaire": "1.0", "depth": "basic", "answers": {}, "decoy": true});
        let sealed = seal(text.to_string().as_bytes(), recipients)
            .map_err(|_| Failure::Refused("a decoy can't be sealed to these recipients".to_owned()))?;
        match site.send(&ticket, &sealed)? {
            201 | 409 => Ok(()),
            status => Err(Failure::Refused(format!("a decoy was not taken: the site answers {status}"))),
        }
    }
}

/// The keys to which a page of the form seals.
fn keys_of(page: &str) -> Option<Recipients> {
    let (_, rest) = page.split_once("data-keys=\"")?;
    let (keys, _) = rest.split_once('"')?;
    Recipients::parse(&keys.split_whitespace().collect::<Vec<_>>().join("\n")).ok()
}

/// From 0 up to, but without, 1.
fn random() -> Result<f64, Failure> {
    let number =
        getrandom::u32().map_err(|_| Failure::Refused("the system gives no randomness".to_owned()))?;
    Ok(f64::from(number) / (f64::from(u32::MAX) + 1.0))
}
