"""A contract for `lint-imports`: inside an app of several concepts, what decides imports only what lies below it.

Thin callers (views, forms, admin, API, template tags …) may look sideways: a page of one concept shows another. What
they call may not: models, permissions, actions and queries import only concepts that come before theirs, and no
caller of any concept.
"""

from importlinter import Contract, ContractCheck, fields, output


class ConceptsContract(Contract):
    """`layers` are the concepts of `container`, the lowest first, those of one line separated by `|`; `callers` are
    the names of modules and packages that may look sideways."""

    type_name = "concepts"

    container = fields.StringField()
    layers = fields.ListField(subfield=fields.StringField())
    callers = fields.SetField(subfield=fields.StringField())

    def check(self, graph, verbose):
        """Kept when every concept is placed and no deciding module looks up, aside, or at a caller."""
        heights = {concept.strip(): height for height, line in enumerate(self.layers) for concept in line.split("|")}
        faults = [
            f"{child} is no concept of the contract"
            for child in sorted(graph.find_children(self.container))
            if graph.find_children(child) and child.rsplit(".", 1)[1] not in {*heights, "migrations"}
        ]
        for importer in sorted(graph.find_descendants(self.container)):
            own = self._concept(importer)
            if own not in heights or self._is_caller(importer):
                continue
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                if not imported.startswith(f"{self.container}."):
                    continue
                other = self._concept(imported)
                if other not in heights:
                    faults.append(f"{importer} imports {imported}, which joins the concepts")
                elif self._is_caller(imported):
                    faults.append(f"{importer} imports the caller {imported}")
                elif other != own and heights[other] >= heights[own]:
                    faults.append(f"{importer} imports {imported}, which is not below it")
        return ContractCheck(kept=not faults, metadata={"faults": faults})

    def render_broken_contract(self, check):
        """One line for each fault."""
        for fault in check.metadata["faults"]:
            output.print_error(f"- {fault}", bold=False)

    def _concept(self, module):
        return module.removeprefix(f"{self.container}.").split(".")[0]

    def _is_caller(self, module):
        return not self.callers.isdisjoint(module.removeprefix(f"{self.container}.").split(".")[1:])
