"""Opinions of a round: items that merge comments, what is set aside, who holds against it, who approves."""

from dataclasses import dataclass

from consultations.models import (
    Approval,
    ItemComment,
    MinorityComment,
    MinorityPosition,
    Opinion,
    OpinionItem,
    SetAside,
)
from consultations.opinions.content import freeze
from seko.demo.in_the_making import dispute
from seko.demo.revising import edit_text
from seko.demo.voices import as_written_by

ELSEWHERE = (
    "Предлог обрађује мишљење {seko}, па га овде не понављамо.",
    "По договору две мреже, о овом делу документа изјашњава се {seko}. Коментар смо јој проследили.",
    "Тема припада мрежи {seko}, у чијем мишљењу је коментар узет у обзир.",
)


@dataclass
class Told:
    """An item of a submitted opinion with what is told about its answer."""

    item: OpinionItem
    facts: dict
    topic: dict


def consolidate(round_, by_topic):
    """Write the opinion of each SEKO; returns the items of those that were submitted."""
    told = []
    for code in round_.facts["sekos"]:
        is_draft = any(code in topic.get("waiting", ()) for topic in round_.facts["topics"])
        opinion, items, members = _write(round_, code, by_topic, is_draft)
        if is_draft:
            dispute(round_, opinion, members[0])
        else:
            _submit(round_, opinion, items, members)
            told += items
    return told


def _write(round_, code, by_topic, is_draft):
    stage, topics = round_.stage, round_.facts["topics"]
    begun_at = round_.on(round_.closes + 1, 11, 20)
    members = stage.consortium(code, begun_at.date())
    lead = members[0]
    opinion = Opinion.objects.create(
        consultation=round_.consultation,
        seko=stage.sekos[code],
        introduction=round_.facts["introductions"][code],
        organization=lead.organization,
        mandate=lead,
    )
    Opinion.objects.filter(pk=opinion.pk).update(created_at=begun_at)
    network = round_.speakers.networks[code]
    ours = [[comment for comment in comments if comment.organization_id in network] for comments in by_topic]

    mine = [(topic, comments) for topic, comments in zip(topics, ours, strict=True) if code in topic.get("items", ())]
    items = OpinionItem.objects.bulk_create(
        _item(round_, opinion, position, topic, topic["items"][code]) for position, (topic, _) in enumerate(mine, 1)
    )
    ItemComment.objects.bulk_create(
        ItemComment(item=item, comment=comment)
        for item, (topic, comments) in zip(items, mine, strict=True)
        for comment in comments
        if not _holds_against(stage, topic["items"][code], comment)
    )
    if not is_draft:
        left = [(topic, comment) for topic, comments in zip(topics, ours, strict=True) for comment in comments]
        left = [(topic, comment) for topic, comment in left if code not in topic.get("items", ())]
        SetAside.objects.bulk_create(
            SetAside(opinion=opinion, comment=comment, reason=_why_not(stage, topic, code, number))
            for number, (topic, comment) in enumerate(left)
        )
    told = [Told(item, topic["items"][code], topic) for item, (topic, _) in zip(items, mine, strict=True)]
    _hold_against(stage, opinion, [(t, comments) for t, (_, comments) in zip(told, mine, strict=True)])
    round_.chronicle.opinion(opinion, "opinion.begun", lead, begun_at, items=0)
    return opinion, told, members


def _item(round_, opinion, position, topic, facts):
    return OpinionItem(
        opinion=opinion,
        position=position,
        passage=(passage := round_.passage(topic)),
        title=facts["title"],
        text=facts["text"],
        proposed_text=edit_text(passage.text if passage else "", facts.get("proposed", "")),
        note=facts.get("note", ""),
    )


def _hold_against(stage, opinion, told):
    """Minority positions; of those with `own`, the comments of their organization stay with them unmerged."""
    held = [(t, comments) for t, comments in told if "minority" in t.facts]
    organizations = [stage.cast[t.facts["minority"][0]] for t, _ in held]
    positions = MinorityPosition.objects.bulk_create(
        MinorityPosition(
            opinion=opinion,
            item=t.item,
            organization=organization,
            text=as_written_by(organization, t.facts["minority"][1]),
        )
        for (t, _), organization in zip(held, organizations, strict=True)
    )
    MinorityComment.objects.bulk_create(
        MinorityComment(position=position, comment=comment)
        for (t, comments), position in zip(held, positions, strict=True)
        for comment in comments
        if _holds_against(stage, t.facts, comment)
    )


def _holds_against(stage, facts, comment):
    """Is this what an organization said that keeps its minority position on the item?"""
    key, _, *own = facts.get("minority", (None, ""))
    return bool(own) and comment.organization_id == stage.cast[key].pk


def _why_not(stage, topic, code, number):
    """The reason for which this SEKO sets a comment aside: the one told, or that another SEKO takes up the topic."""
    if code in topic.get("aside", ()):
        return topic["aside"][code]
    other, *_ = topic["items"]
    return ELSEWHERE[number % len(ELSEWHERE)].format(seko=stage.sekos[other].name)


def _submit(round_, opinion, told, members):
    """Approved by the consortium, then frozen with number and hash as `submit_opinion` would."""
    rng, facts = round_.rng, round_.facts
    latest = min(facts["days"]["opinion"] - 1, -facts["opens"] - round_.closes - 1)
    day = round_.closes + rng.randint(min(4, latest), latest)
    submitted_at = round_.on(day, rng.randint(12, 15), rng.randrange(60))
    agreeing = members[1:] if rng.random() < 0.6 else members[1:-1]
    approvals = Approval.objects.bulk_create(
        Approval(opinion=opinion, organization=mandate.organization, mandate=mandate) for mandate in agreeing
    )
    for number, approval in enumerate(approvals):
        approval.given_at = round_.on(day - 1, 10 + number, 15)
        round_.chronicle.opinion(opinion, "opinion.approved", approval.mandate, approval.given_at, items=len(told))
    Approval.objects.bulk_update(approvals, ["given_at"])
    opinion.number = f"{round_.consultation.number}/{opinion.seko.code.upper()}"
    opinion.status, opinion.submitted_at = Opinion.Status.SUBMITTED, submitted_at
    freeze(opinion)
    opinion.save(update_fields=["number", "status", "submitted_at", "content", "content_hash"])
    round_.chronicle.opinion(opinion, "opinion.submitted", members[0], submitted_at, items=len(told))
