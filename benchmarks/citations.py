"""How right and how fast the citation grammar is.

    python benchmarks/citations.py [FOLDER] [--errors N]

FOLDER holds passages whose citations were marked by hand, and their scorer: ``dev*.jsonl`` or other ``*.jsonl`` files
with the fields of its README, and ``score_citations.py``. Without an argument it is the environment variable
EDM_ARCHIVE_EVAL, else ``../shared/eval`` beside the repository; when it is absent, scoring is skipped and says so. The
vocabulary is empty, so what is measured is the grammar.

Printed: precision, recall and F1 by record, source, date and cross-reference; the speed of extraction on ordinary prose
and on the passages, beside a bare ``re`` scan for brackets that understands nothing. Needs no Django.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.citations import Vocabulary, extract, to_eval  # noqa: E402 - the path comes first

BRACKETS = re.compile(r"\([^()]*\)")
SHOWN = ("record", "source", "date", "crossref", "span")
#: An article as a current-affairs periodical prints it: about one bracket in 600 characters, most of them citations.
ORDINARY = """\
The Coast Security Organization (CSO) met in the capital of Seeland on Monday, and its ministers agreed to enlarge the
fast forces that they had set up three years before. Few observers had expected them to agree, since two of the four
members had spoken against any costs of their own until the eve of the meeting. The minister of the largest member
called the outcome a success for all, and promised that his government would pay for the training of officers from the
other three, whose schools were closed long ago. In return they open their harbours to its ships for ten years, with a
right to renew the lease once, a right on which his predecessor had insisted in vain (Coast gazeta, November 26).

What the agreement leaves open is who commands. A first draft had given the command to a general staff of the four,
which was to meet in turn in each of the capitals; the text that was signed says only that command is joint. None of the
ministers would say at the press conference what joint means when the four do not agree. Officers who served in the
first exercise remember that orders came in two languages and from two tents, and that the ships of one side lay at
anchor for a day because their signal books were of different years. Such things can be mended, and some have been; the
deeper question is whether a government that is asked for troops may refuse them, and the text is silent on it.

The smaller members have reasons of their own to be content. Their budgets for defence have fallen for six years in a
row, and the schools and yards that the largest one now pays for would otherwise have closed for good. A former minister
of Hills put it plainly when he said that a poor country buys its safety on credit and should look at the rate before
it looks at the sum (Nova-Seeland, November 25). That the rate is not written down anywhere was left to others to say.

The opposition in two of the parliaments has asked for a debate before the year is out, and one of them can hold up the
ratification alone, as it did with the harbour treaty. Its leaders speak less of ships than of wheat: the same neighbour
that offers to train their officers has closed its border to their harvest since August, and the two matters are, in
the villages at least, one. For now, the votes are with the government, though by a margin of four. Elections due in the
spring may change that, coupled with the quarrel over the lighthouse, (see EDM, November 30) which no court has settled.

"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    default = os.environ.get("EDM_ARCHIVE_EVAL") or ROOT.parent / "shared" / "eval"
    parser.add_argument("folder", nargs="?", type=Path, default=Path(default), help="passages and their scorer")
    parser.add_argument("--errors", type=int, default=0, help="also print the first N errors of each file")
    options = parser.parse_args()
    passages: list[str] = []
    scorer = _scorer(options.folder / "score_citations.py")
    if scorer is None:
        print(f"No scorer in {options.folder}: scoring is skipped.")
    else:
        for path in sorted(options.folder.glob("*.jsonl")):
            gold = scorer.load(path)
            if all("citations" in passage for passage in gold.values()):
                _score(path.name, gold, scorer, options.errors)
                passages.extend(str(passage["text"]) for passage in gold.values())
    _speed("ordinary prose", [ORDINARY] * 400)
    if passages:
        _speed("the passages", passages * 3)


def _scorer(path: Path) -> ModuleType | None:
    """The scorer as a module, or None when it is not there."""
    spec = importlib.util.spec_from_file_location("score_citations", path) if path.is_file() else None
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _score(name: str, gold: dict[str, Any], scorer: ModuleType, errors: int) -> None:
    vocabulary = Vocabulary.empty()
    predicted = {}
    for key, passage in gold.items():
        published = date.fromisoformat(passage["pub_date"]) if passage.get("pub_date") else None
        predicted[key] = {"id": key, "citations": to_eval(passage["text"], vocabulary, published=published)}
    scores, wrong = scorer.score(gold, predicted, errors)
    negatives = scores["hard_negatives"]
    print(
        f"{name}: {scores['passages']} passages, {negatives['wrongly_cited']} of {negatives['total']} negatives cited"
    )
    print(f"  {'':10} {'precision':>9} {'recall':>9} {'F1':>9}")
    for what in SHOWN:
        row = scores[what]
        print(f"  {what:10} {row['precision']:9.4f} {row['recall']:9.4f} {row['f1']:9.4f}")
    for error in wrong:
        print("  ", json.dumps(error, ensure_ascii=False))


def _speed(name: str, texts: list[str]) -> None:
    """Print megabytes of text a second, the best of five runs, article by article as the archive does it."""
    vocabulary = Vocabulary.empty()
    size = sum(len(text.encode()) for text in texts) / 1e6
    count = sum(text.count("(") for text in texts)
    grammar = size / _best(lambda: _exhaust(extract(text, vocabulary) for text in texts))
    bare = size / _best(lambda: _exhaust(BRACKETS.findall(text) for text in texts))
    print(f"{name}: {grammar:.1f} MB/s; bare re scan {bare:.0f} MB/s ({size:.1f} MB, {count / size:.0f} brackets a MB)")


def _best(run: Callable[[], None]) -> float:
    seconds = []
    for _ in range(5):
        begin = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


def _exhaust(things: Iterable[object]) -> None:
    for _ in things:
        pass


if __name__ == "__main__":
    main()
