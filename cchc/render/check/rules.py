"""What SARIF calls rules: the plan's targets, then the codes of problems."""

from __future__ import annotations

from typing import Any

from cchc.catalogue import CatalogueEntry, entries
from cchc.messages import Messages
from cchc.plan.model import Plan, Target
from cchc.render.look import Links
from cchc.render.wording import shown_threshold


def rules(plan: Plan, messages: Messages, links: Links) -> list[dict[str, Any]]:
    """Every rule, in an order that depends on the plan and the program alone."""
    targets = [_of_target(target, plan, messages, links) for target in plan.targets]
    return targets + [_of_code(entry, messages) for entry in entries()]


def _of_target(target: Target, plan: Plan, messages: Messages, links: Links) -> dict[str, Any]:
    title = target.title[messages.lang]
    clause = messages.clause(target.source, plan)
    asked = messages(
        "finding.target",
        title=title,
        threshold=shown_threshold(target.threshold, messages),
        decision=plan.plan.decision,
        clause=clause,
    )
    return _rule(target.id, title, asked, asked, "error", links.explaining(target.id)) | {
        "properties": {
            "clause": clause,
            "decision": plan.plan.decision,
            "field": target.field,
            "metric": target.metric,
        }
    }


def _of_code(entry: CatalogueEntry, messages: Messages) -> dict[str, Any]:
    short = messages.outline(entry.code)
    why = messages(f"explain.why.{entry.group}")
    help = messages.help(entry.code)
    return _rule(entry.code, short, why, help, entry.severity)


def _rule(id: str, short: str, full: str, help: str, level: str, link: str = "") -> dict[str, Any]:
    marked = f"{_markdown(help)}\n\n<{link}>" if link else _markdown(help)
    return {
        "id": id,
        "shortDescription": {"text": short},
        "fullDescription": {"text": full},
        "help": {"text": help, "markdown": marked},
        **({"helpUri": link} if link else {}),
        "defaultConfiguration": {"level": level},
    }


def _markdown(text: str) -> str:
    from cchc.render.kit.markdown import escaped

    return escaped(text)
