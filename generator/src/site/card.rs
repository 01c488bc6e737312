//! A report in a list. Each card is rendered once, however many lists it stands in.

use report::Facet;
use tera::{Context, Value};

use super::{RenderError, Site};

impl Site {
    /// The card of a report, as HTML.
    pub(super) fn card(&self, at: u32) -> Result<Value, RenderError> {
        let place = &self.cards[at as usize];
        if let Some(card) = place.get() {
            return Ok(card.clone());
        }
        let mut context = Context::new();
        context.insert_value("head", self.head(at));
        let html = self.template("card.html", &context)?;
        let card = Value::safe_string(String::from_utf8_lossy(&html).trim_end());
        Ok(place.get_or_init(|| card).clone())
    }

    /// The cards of several reports.
    pub(super) fn cards(&self, reports: &[u32]) -> Result<Value, RenderError> {
        let cards: Vec<Value> = reports.iter().map(|at| self.card(*at)).collect::<Result<_, _>>()?;
        Ok(Value::from(cards))
    }

    /// Where a report belongs, in one line: *Traffic stop · night · alone*.
    pub(super) fn facts(&self, at: u32) -> String {
        let report = self.library.report(at);
        let mut line = String::new();
        for field in &self.library.site.facts {
            for value in report.values(*field) {
                let facet = Facet { field: *field, value };
                let own = &self.library.taxonomy.fields[usize::from(facet.field)].values[usize::from(value)];
                if line.is_empty() {
                    line.push_str(&own.label);
                } else {
                    line.push_str(" · ");
                    line.push_str(&own.phrase);
                }
            }
        }
        line
    }
}
