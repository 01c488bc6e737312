//! Rows of the input, one at a time: CSV or JSON lines, plain, gzip or zstd.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;

use super::ImportError;
use super::map::{Format, Map, MapError};

/// Longest line of a JSON lines file, in bytes: no report is that long, and memory stays bounded.
const MAX_LINE: u64 = 4 << 20;

/// Why the input can't be read.
#[derive(Debug, thiserror::Error)]
#[error("can't read `{}`: {source}", path.display())]
pub struct RowsError {
    path: PathBuf,
    source: io::Error,
}

/// Values of a row by column; a column may hold several.
pub(super) type Values = HashMap<String, Vec<String>>;

/// One row.
pub(super) struct Row {
    pub(super) line: u64,
    /// The values, or id and reason of what is wrong with the row.
    pub(super) values: Result<Values, (String, String)>,
    pub(super) bytes_read: u64,
}

/// The rows of a file.
pub(super) enum Rows {
    Csv {
        reader: Box<csv::Reader<Quotes>>,
        names: Vec<String>,
        context: Context,
        quotes: Arc<AtomicU64>,
        next: Option<csv::ByteRecord>,
    },
    Jsonl {
        reader: BufReader<Box<dyn Read>>,
        line: u64,
        context: Context,
    },
}

pub(super) struct Context {
    path: PathBuf,
    read: Arc<AtomicU64>,
}

impl Context {
    fn failed(&self, source: io::Error) -> ImportError {
        ImportError::Rows(RowsError { path: self.path.clone(), source })
    }
}

/// Counts what is read from the disk, for the progress bar.
struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Counts quotation marks: an odd number of them means that one was never closed.
pub(super) struct Quotes {
    plain: Box<dyn Read>,
    seen: Arc<AtomicU64>,
}

impl Read for Quotes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.plain.read(buffer)?;
        let quotes = buffer[..n].iter().fold(0, |quotes, byte| quotes + u64::from(*byte == b'"'));
        self.seen.fetch_add(quotes, Ordering::Relaxed);
        Ok(n)
    }
}

pub(super) fn open(path: &Path, map: &Map) -> Result<Rows, ImportError> {
    let context = Context { path: path.to_owned(), read: Arc::default() };
    let file = File::open(path).map_err(|source| context.failed(source))?;
    let counted = BufReader::new(Counted { file, read: context.read.clone() });
    let plain: Box<dyn Read> = match path.extension().and_then(|extension| extension.to_str()) {
        Some("gz") => Box::new(flate2::read::MultiGzDecoder::new(counted)),
        Some("zst") => {
            Box::new(zstd::Decoder::with_buffer(counted).map_err(|source| context.failed(source))?)
        }
        _ => Box::new(counted),
    };
    match map.format {
        Format::Jsonl => Ok(Rows::Jsonl { reader: BufReader::new(plain), line: 0, context }),
        Format::Csv => open_csv(plain, map, context),
    }
}

fn open_csv(plain: Box<dyn Read>, map: &Map, context: Context) -> Result<Rows, ImportError> {
    let quotes: Arc<AtomicU64> = Arc::default();
    let plain = Quotes { plain, seen: quotes.clone() };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        // A CR before it is trimmed away; by its own rule for CR LF the reader would count lines one short.
        .terminator(csv::Terminator::Any(b'\n'))
        .from_reader(plain);
    let mut names: Vec<String> = Vec::new();
    let mut record = csv::ByteRecord::new();
    for _ in 0..map.header_lines {
        reader.read_byte_record(&mut record).map_err(|error| context.failed(error.into()))?;
        names.resize(names.len().max(record.len()), String::new());
        for (name, cell) in names.iter_mut().zip(&record) {
            let cell = String::from_utf8_lossy(cell).trim_matches(['\u{feff}', '"', ' ']).to_owned();
            match (name.is_empty(), cell.is_empty()) {
                (_, true) => {}
                (true, false) => *name = cell,
                (false, false) => *name = format!("{name} / {cell}"),
            }
        }
    }
    // A repeated name would hide a column: the second is called `name 2`.
    let mut seen: HashMap<String, u32> = HashMap::new();
    for name in &mut names {
        let times = seen.entry(name.clone()).or_default();
        *times += 1;
        if *times > 1 {
            *name = format!("{name} {times}");
        }
    }
    for column in map.columns() {
        if !names.iter().any(|name| name == column) {
            return Err(MapError::column(column, &names).into());
        }
    }
    Ok(Rows::Csv { reader: Box::new(reader), names, context, quotes, next: None })
}

impl Rows {
    pub(super) fn next_row(&mut self) -> Result<Option<Row>, ImportError> {
        match self {
            Self::Csv { reader, names, context, quotes, next } => {
                let ahead = next.take();
                let Some(record) = ahead.map_or_else(|| read_record(reader, context), |row| Ok(Some(row)))?
                else {
                    return Ok(None);
                };
                let line = record.position().map_or(0, csv::Position::line);
                // A row over several lines may be one that a forgotten quotation mark made of the rest of the file.
                if reader.position().line().saturating_sub(line) > 1 {
                    *next = read_record(reader, context)?;
                }
                let last = reader.is_done() && next.is_none();
                let long = reader.position().line().saturating_sub(line) > 1;
                let values = if last && long && quotes.load(Ordering::Relaxed) % 2 == 1 {
                    let reason = "a quotation mark in this row is never closed; the rows after it are in it";
                    Err((String::new(), reason.to_owned()))
                } else {
                    csv_values(&record, names)
                };
                Ok(Some(Row { line, values, bytes_read: context.read.load(Ordering::Relaxed) }))
            }
            Self::Jsonl { reader, line, context } => loop {
                let mut bytes = Vec::new();
                let read = reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut bytes);
                let read = read.map_err(|source| context.failed(source))?;
                if read == 0 {
                    return Ok(None);
                }
                *line += 1;
                if *line == 1 && bytes.starts_with("\u{feff}".as_bytes()) {
                    bytes.drain(..3);
                }
                if bytes.trim_ascii().is_empty() {
                    continue;
                }
                let values = if bytes.len() as u64 == MAX_LINE && !bytes.ends_with(b"\n") {
                    skip_line(reader).map_err(|source| context.failed(source))?;
                    Err((String::new(), "this line is longer than 4 MB".to_owned()))
                } else {
                    json_values(&bytes)
                };
                return Ok(Some(Row {
                    line: *line,
                    values,
                    bytes_read: context.read.load(Ordering::Relaxed),
                }));
            },
        }
    }
}

/// The next row that isn't empty.
fn read_record(
    reader: &mut csv::Reader<Quotes>,
    context: &Context,
) -> Result<Option<csv::ByteRecord>, ImportError> {
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(|error| context.failed(error.into()))? {
        if record.iter().any(|cell| !cell.is_empty()) {
            return Ok(Some(record));
        }
    }
    Ok(None)
}

fn skip_line(reader: &mut impl BufRead) -> io::Result<()> {
    loop {
        let available = reader.fill_buf()?;
        if available.is_empty() {
            return Ok(());
        }
        let (length, done) = match available.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (available.len(), false),
        };
        reader.consume(length);
        if done {
            return Ok(());
        }
    }
}

fn csv_values(record: &csv::ByteRecord, names: &[String]) -> Result<Values, (String, String)> {
    if record.len() > names.len() {
        let reason = format!(
            "this row has {} cells, the header {}: a comma without quotes?",
            record.len(),
            names.len()
        );
        return Err((String::new(), reason));
    }
    let mut values = Values::new();
    for (name, cell) in names.iter().zip(record) {
        let Ok(cell) = str::from_utf8(cell) else {
            return Err((String::new(), format!("the cell `{name}` isn't UTF-8")));
        };
        if !cell.is_empty() {
            values.insert(name.clone(), vec![cell.to_owned()]);
        }
    }
    Ok(values)
}

fn json_values(bytes: &[u8]) -> Result<Values, (String, String)> {
    match serde_json::from_slice::<Value>(bytes) {
        Ok(Value::Object(object)) => {
            let mut values = Values::new();
            for (key, value) in object {
                flatten(&key, &value, &mut values);
            }
            Ok(values)
        }
        Ok(_) => Err((String::new(), "this line isn't a JSON object".to_owned())),
        Err(error) => {
            let message = error.to_string();
            let words = message.split(" at line ").next().unwrap_or_default();
            Err((String::new(), format!("this line isn't valid JSON: {words} (column {})", error.column())))
        }
    }
}

/// `{"a": {"b": ["x", 1]}}` is the column `a.b` with the values `x` and `1`.
fn flatten(name: &str, value: &Value, values: &mut Values) {
    let mut put = |text: String| {
        if !text.trim().is_empty() {
            values.entry(name.to_owned()).or_default().push(text);
        }
    };
    match value {
        Value::Null => {}
        Value::String(text) => put(text.clone()),
        Value::Bool(_) | Value::Number(_) => put(value.to_string()),
        Value::Array(items) => {
            for item in items {
                flatten(name, item, values);
            }
        }
        Value::Object(object) => {
            for (key, value) in object {
                flatten(&format!("{name}.{key}"), value, values);
            }
        }
    }
}
