"""One peer over JSON lines from standard input; prints what it found and how long it took, loading left out."""

import json
import sys
import time


def presidio():
    import spacy
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider
    # With an English model where one is installed; PyPI has none, so else with its patterns alone.
    model = next((name for name in ("en_core_web_lg", "en_core_web_md", "en_core_web_sm") if spacy.util.is_package(name)), None)
    if model is None:
        model = "/tmp/nearmiss-blank-en"
        spacy.blank("en").to_disk(model)
    provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": model}]})
    engine = AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=["en"])
    return lambda text: [(own.start, own.end) for own in engine.analyze(text=text, language="en")]


def scrubadub():
    import scrubadub
    scrubber = scrubadub.Scrubber()
    return lambda text: [(own.beg, own.end) for own in scrubber.iter_filth(text)]


def philter_lite():
    import philter_lite
    from philter_lite import philter
    # Its tagger's data isn't on PyPI: without it every word counts as a noun.
    try:
        philter.nltk.pos_tag(["word"])
    except LookupError:
        philter.nltk.pos_tag = lambda words: [(word, "NN") for word in words]
    filters = philter_lite.load_filters(f"{philter_lite.__path__[0]}/configs/philter_delta.toml")

    # It keeps what is known to be safe; what it would blot out is what it found.
    def find(text):
        safe = philter_lite.transform_text_asterisk(text, philter_lite.detect_phi(text, patterns=filters)[0])
        return [(at, at + 1) for at, (own, shown) in enumerate(zip(text, safe)) if own != shown]
    return find


def main():
    find = {"presidio": presidio, "scrubadub": scrubadub, "philter-lite": philter_lite}[sys.argv[1]]()
    rows = [json.loads(line) for line in sys.stdin]
    find(rows[0]["text"])
    begun = time.perf_counter()
    found = {row["id"]: find(row["text"]) for row in rows}
    print(json.dumps({"found": found, "seconds": time.perf_counter() - begun}))


main()
