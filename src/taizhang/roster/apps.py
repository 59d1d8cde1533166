from __future__ import annotations

from django.apps import AppConfig

from taizhang.roster.kept import watch


class RosterConfig(AppConfig):
    name = "taizhang.roster"
    label = "roster"

    def ready(self) -> None:
        # Of an enterprise it counts alone who serves it: the rest is looked up as it is.
        fields = self.get_model("Enterprise")._meta.concrete_fields  # noqa: SLF001  # documented
        others = [str(one.column) for one in fields if one.name != "service_officer"]
        # An account is stamped by each signing in.
        seen = ("last_login",)
        watch(
            self,
            {
                "Unit": (),
                "Park": (),
                "Person": (),
                "Duty": (),
                "Account": seen,
                "Enterprise": others,
            },
        )
