//! Requests as a browser on `/share/` makes them.

use std::time::Duration;

use seal::SealedReport;
use seal::proof::{Search, body_hash};
use serde::Deserialize;
use ureq::Agent;

use super::Failure;
use crate::intake::HARDEST;

/// A ticket, as the intake hands it out.
#[derive(Debug, Deserialize)]
pub(super) struct Ticket {
    ticket: String,
    bits: u32,
}

const LONGEST: Duration = Duration::from_mins(2);
/// How often a report is sent that gets no answer, and how long it waits between.
const TRIES: u32 = 3;
const BETWEEN: Duration = Duration::from_secs(1);

/// A site's intake.
pub(super) struct Site {
    agent: Agent,
    url: String,
}

impl Site {
    pub(super) fn new(url: &str) -> Self {
        let config =
            Agent::config_builder().timeout_global(Some(LONGEST)).http_status_as_error(false).build();
        Self { agent: config.into(), url: url.trim_end_matches('/').to_owned() }
    }

    fn unreachable(&self, error: &ureq::Error) -> Failure {
        Failure::Refused(format!("`{}` doesn't answer: {error}; nothing was sent", self.url))
    }

    /// A file of the site.
    pub(super) fn text(&self, path: &str) -> Result<String, Failure> {
        let answer = self.agent.get(format!("{}{path}", self.url)).call();
        let mut answer = answer.map_err(|error| self.unreachable(&error))?;
        if answer.status() != 200 {
            return Err(Failure::Refused(format!("`{}{path}` answers {}", self.url, answer.status())));
        }
        answer.body_mut().read_to_string().map_err(|error| self.unreachable(&error))
    }

    pub(super) fn ticket(&self) -> Result<Ticket, Failure> {
        let text = self.text("/intake/ticket")?;
        serde_json::from_str(&text)
            .map_err(|_| Failure::Refused(format!("`{}/intake/ticket` answers something else", self.url)))
    }

    /// Sends a report; the status of the answer.
    pub(super) fn send(&self, ticket: &Ticket, report: &SealedReport) -> Result<u16, Failure> {
        if ticket.bits > HARDEST {
            return Err(Failure::Refused(format!(
                "a proof of {} bits is asked for; that takes too long",
                ticket.bits
            )));
        }
        let search = Search::new(&ticket.ticket, &body_hash(report.as_bytes()), ticket.bits).step(u64::MAX);
        let proof = search.unwrap_or_default().to_string();
        // The same bytes under the same ticket are stored once, however often they are sent.
        let mut tries = 0;
        loop {
            let answer = self
                .agent
                .post(format!("{}/intake/sealed", self.url))
                .content_type("application/age")
                .header("Nearmiss-Ticket", &ticket.ticket)
                .header("Nearmiss-Proof", &proof)
                .send(report.as_bytes());
            tries += 1;
            match answer {
                Ok(answer) => return Ok(answer.status().as_u16()),
                Err(error) if tries == TRIES => {
                    return Err(Failure::Refused(format!(
                        "`{}` gives no answer ({error}); whether the report arrived isn't known, and sending it anew may store it twice",
                        self.url
                    )));
                }
                Err(_) => std::thread::sleep(BETWEEN),
            }
        }
    }
}
