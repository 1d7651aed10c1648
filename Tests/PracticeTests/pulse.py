"""Computes the figures of a pulse from a list of events: who came and went, who said what when.

Written from the words of the formulas and not from the program, which has to agree with it.
Python's standard library only.  Reads JSON on standard input, writes JSON.
"""

import calendar
import json
import sys
from datetime import datetime, timezone
from fractions import Fraction

DAY = 86_400
WORDS = {"approve", "object", "abstain", "retract", "comment"}
EXPLICIT = {"approve", "object", "abstain"}


def quarters(start, end):
    first = datetime.fromtimestamp(start, timezone.utc)
    year, month = first.year, (first.month - 1) // 3 * 3 + 1
    while True:
        begin = calendar.timegm((year, month, 1, 0, 0, 0))
        if begin > end:
            return
        following = (year + 1, 1) if month == 10 else (year, month + 3)
        close = calendar.timegm((*following, 1, 0, 0, 0)) - 1
        yield f"{year} Q{(month + 2) // 3}", max(start, begin), min(end, close)
        year, month = following


def replay(events):
    """Every proposal with the people of the moment of its end, and who was active when."""
    active, joined, teams, proposals, crowd = {}, {}, {}, {}, []
    for event in events:
        kind, time = event["kind"], event["time"]
        if kind in ("join", "leave", "away", "back", "move"):
            member = event["member"]
            if kind == "join":
                joined.setdefault(member, time)
            if kind in ("join", "move"):
                teams[member] = set(event["teams"])
            if kind != "move":
                active[member] = kind in ("join", "back")
            crowd.append((time, {name for name, here in active.items() if here}))
        elif kind == "open":
            proposals[event["proposal"]] = {
                "opened": time, "ended": None, "ending": None, "by": event["by"], "said": [],
                "reworded": [], "deciders": [], "holders": None}
        elif kind == "say":
            proposals[event["proposal"]]["said"].append((time, event["member"], event["decision"]))
        elif kind == "reword":
            proposals[event["proposal"]]["reworded"].append(time)
        elif kind == "end":
            proposal = proposals[event["proposal"]]
            proposal.update(
                ended=time, ending=event["ending"], deciders=event["deciders"],
                holders=event["holders"],
                active={name for name, here in active.items() if here},
                teams={name: set(own) for name, own in teams.items()})
    return list(proposals.values()), joined, crowd


def quantile(observations, share):
    """Kaplan and Meier: observations are (seconds, whether it happened)."""
    alive = Fraction(1)
    for time in sorted({seconds for seconds, happened in observations if happened}):
        at_risk = sum(1 for seconds, _ in observations if seconds >= time)
        happening = sum(1 for seconds, happened in observations if happened and seconds == time)
        alive *= 1 - Fraction(happening, at_risk)
        if alive <= 1 - share:
            return time / DAY
    return None


def effective(counts):
    total = sum(counts)
    return total * total / sum(count * count for count in counts) if total else None


def gini(counts):
    total, people = sum(counts), len(counts)
    if not total:
        return None
    differences = sum(abs(a - b) for a in counts for b in counts)
    return differences / (2 * people * total)


def fate(proposal, member, window_end):
    """What became of a member's first objection, as far as is known at a window's end."""
    if proposal["ended"] is None or proposal["ended"] > window_end:
        return "open"
    if proposal["ending"] != "ratified":
        return "upheld"
    own = [(time, what) for time, who, what in proposal["said"]
           if who == member and what not in ("comment", "ask")]
    first = next(time for time, what in own if what == "object")
    if own[-1][1] == "object":
        return "overruled"
    return "changed" if any(time > first for time in proposal["reworded"]) else "retracted"


def figures(proposals, joined, crowd, start, end):
    def inside(time):
        return time is not None and start <= time <= end

    def part(count, whole):
        return (count / whole if whole else None), whole

    ended = [p for p in proposals if inside(p["ended"])]
    opened = [p for p in proposals if inside(p["opened"])]
    here = set()
    for time, people in crowd:
        if time <= end:
            here = people
    result = {"decisions": (len(ended), len(ended))}

    shares = {"participation": [], "explicit": [], "silence": []}
    for p in ended:
        asked = p["active"] - set(p["by"])
        if not asked:
            continue
        spoke = {who for _, who, what in p["said"] if what in WORDS} & asked
        decided = {who for _, who, what in p["said"] if what in EXPLICIT} & asked
        shares["participation"].append(len(spoke) / len(asked))
        shares["explicit"].append(len(decided) / len(asked))
        shares["silence"].append(len(asked - spoke) / len(asked))
    for name, values in shares.items():
        result[name] = (sum(values) / len(values) if values else None), len(values)

    heard = {who for p in opened for who in p["by"]}
    heard |= {who for p in proposals for time, who, _ in p["said"] if inside(time)}
    result["voice"] = part(len(here & heard), len(here))
    ages = {who: (end - joined[who]) / DAY for who in here}
    for name, low, high in (
            ("under-1-year", -1e9, 365), ("1-to-3-years", 365, 1095), ("over-3-years", 1095, 1e9)):
        some = {who for who in here if low <= ages[who] < high}
        result["voice-" + name] = part(len(some & heard), len(some))

    official = [p for p in ended if p["ending"] == "ratified" and p["deciders"]]
    acts = {}
    for p in official:
        for who in p["deciders"]:
            acts[who] = acts.get(who, 0) + 1
    total = sum(acts.values())
    number = effective(list(acts.values()))
    result["herfindahl"] = (1 / number if number else None), total
    result["effective-deciders"] = number, total
    everybody = set(acts).union(*(p["active"] for p in ended))
    result["gini"] = gini([acts.get(who, 0) for who in everybody]), len(everybody)
    own = [p for p in official if p["holders"] and set(p["deciders"]) <= set(p["holders"])]
    result["autonomy"] = part(len(own), len(official))
    crossing = []
    for p in official:
        sets = [p["teams"].get(who) for who in p["deciders"] if p["teams"].get(who)]
        if sets:
            crossing.append(not set.intersection(*sets))
    result["across-teams"] = part(sum(crossing), len(crossing))

    made = {}
    for p in opened:
        for who in p["by"]:
            made[who] = made.get(who, 0) + 1
    result["proposals"] = len(opened), len(opened)
    result["effective-proposers"] = effective(list(made.values())), len(opened)
    result["proposing-members"] = part(len(here & set(made)), len(here))
    new = [p for p in opened
           if any(p["opened"] - joined[who] < 180 * DAY for who in p["by"])]
    result["newcomer-proposals"] = part(len(new), len(opened))

    responses, decisions = [], []
    for p in opened:
        seen = end if p["ended"] is None else min(p["ended"], end)
        answers = [time for time, who, what in p["said"]
                   if what in WORDS and who not in p["by"] and time <= seen]
        responses.append((min(answers, default=seen) - p["opened"], bool(answers)))
        is_decided = inside(p["ended"]) and p["ending"] in ("ratified", "declined")
        decisions.append((seen - p["opened"], is_decided))
    for name, times in (("response", responses), ("decision", decisions)):
        waiting = sum(1 for _, happened in times if not happened)
        for suffix, share in (("p50", Fraction(1, 2)), ("p90", Fraction(9, 10))):
            result[f"{name}-{suffix}"] = quantile(times, share), len(times), waiting
    still = [p for p in proposals
             if p["opened"] <= end and (p["ended"] is None or p["ended"] > end)]
    result["open"] = len(still), len(still)

    fates = []
    for p in proposals:
        first = {}
        for time, who, what in p["said"]:
            if what == "object":
                first.setdefault(who, time)
        fates += [fate(p, who, end) for who, time in first.items() if inside(time)]
    result["objections"] = len(fates), len(fates)
    objected = [p for p in ended if any(what == "object" for _, _, what in p["said"])]
    result["objected-decisions"] = part(len(objected), len(ended))
    for name in ("changed", "overruled", "retracted", "upheld"):
        result["objections-" + name] = part(fates.count(name), len(fates))
    return result


def main():
    story = json.load(sys.stdin)
    proposals, joined, crowd = replay(story["events"])
    start, end = story["from"], story["until"]
    windows = [("whole", start, end), *quarters(start, end)]
    json.dump(
        [{"window": name, "from": low, "until": high,
          "figures": figures(proposals, joined, crowd, low, high)}
         for name, low, high in windows], sys.stdout)


main()
