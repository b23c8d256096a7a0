"""The history of a plan: edits that were made, and can be undone and made again."""

from collections.abc import Sequence

import msgspec

from planroom.floorplan.model.edits.apply import Edit, apply_edit
from planroom.floorplan.model.plan import Plan


class Step(msgspec.Struct, frozen=True):
    """An edit and the plan that it gave."""

    edit: Edit
    plan: Plan


class History(msgspec.Struct, frozen=True, kw_only=True):
    """A plan with its past and, after undoing, its future. Immutable: each call gives a new history.

    Plans share what did not change, so a long history is little larger than its last plan.
    """

    first: Plan
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.done[-1].plan if self.done else self.first

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits that lead from the first plan to the one of now, ready to be sent as a list."""
        return tuple(step.edit for step in self.done)

    def edited(self, *edits: Edit) -> "History":
        """Carry edits out, all of them or none; what was undone before cannot be made again then.

        Raises:
            EditRefused: an edit does not fit.
        """
        return msgspec.structs.replace(self, done=(*self.done, *_steps(self.plan, edits)), undone=())

    def undo(self, count: int = 1) -> "History":
        """Take the last edits back, as many as there are."""
        kept = max(0, len(self.done) - max(0, count))
        return msgspec.structs.replace(self, done=self.done[:kept], undone=(*self.done[kept:], *self.undone))

    def redo(self, count: int = 1) -> "History":
        """Make edits again that were undone, in their order."""
        count = max(0, count)
        return msgspec.structs.replace(self, done=(*self.done, *self.undone[:count]), undone=self.undone[count:])


def _steps(plan: Plan, edits: Sequence[Edit]) -> tuple[Step, ...]:
    steps: list[Step] = []
    for edit in edits:
        plan = apply_edit(plan, edit)
        steps.append(Step(edit, plan))
    return tuple(steps)
