"""The fixed cast: one person in every role, two units that work, one that does not."""

from __future__ import annotations

from dataclasses import dataclass

from taizhang.engine.codes import Role
from taizhang.roster.models import Enterprise, Park, Person, Unit
from tests.factories import make_account, make_enterprise, make_park, make_person, make_unit


@dataclass(frozen=True, slots=True)
class People:
    """Who is who. Units: `lead` and `co` get the work, `elsewhere` has nothing to do with it."""

    committee: Unit
    campaign_office: Unit
    lead: Unit
    co: Unit
    elsewhere: Unit
    group: Unit
    park: Park
    enterprise: Enterprise
    other_enterprise: Enterprise

    office: Person
    zone_head: Person
    """A leader in the committee: sees all."""
    leader: Person
    """Accountable for `lead`, and for nothing else."""
    other_leader: Person
    """Accountable for `elsewhere`."""
    lead_head: Person
    lead_handler: Person
    co_head: Person
    co_handler: Person
    stranger: Person
    """A handler of `elsewhere`."""
    service_officer: Person
    """Of `enterprise`."""
    other_officer: Person
    guidance: Person
    """Looks into `lead`."""
    contact: Person
    """Of `enterprise`."""
    other_contact: Person
    """Of `other_enterprise`."""
    system_admin: Person
    security_admin: Person
    audit_admin: Person

    def in_role(self, role: Role) -> Person:
        """The person a test means by a role's bare name."""
        return {
            Role.OFFICE: self.office,
            Role.LEADER: self.leader,
            Role.UNIT_HEAD: self.lead_head,
            Role.HANDLER: self.lead_handler,
            Role.SERVICE_OFFICER: self.service_officer,
            Role.GUIDANCE: self.guidance,
            Role.ENTERPRISE: self.contact,
            Role.SYSTEM_ADMIN: self.system_admin,
            Role.SECURITY_ADMIN: self.security_admin,
            Role.AUDIT_ADMIN: self.audit_admin,
        }[role]


def _official(name: str, code: str, unit: Unit, role: Role, title: str) -> Person:
    person = make_person(name, role, code=code, unit=unit, title=title)
    make_account(person, code)
    return person


def _contact(name: str, code: str, enterprise: Enterprise) -> Person:
    person = make_person(
        name, Role.ENTERPRISE, code=code, enterprise=enterprise, title="办公室主任"
    )
    make_account(person, code)
    return person


def cast() -> People:
    """Make everybody, each with an account whose user name is the person's code."""
    committee = make_unit("试验区管委会", code="committee", kind="committee")
    campaign_office = make_unit("专班办公室", code="office", kind="office")
    zone_head = _official("钟明远", "zone_head", committee, Role.LEADER, "管委会主任")
    leader = _official("邵立言", "leader", campaign_office, Role.LEADER, "管委会副主任")
    other_leader = _official("梅知秋", "other_leader", campaign_office, Role.LEADER, "管委会副主任")
    lead = make_unit("电力保障中心", code="lead", short_name="电力中心", leader=leader)
    co = make_unit("规划建设局", code="co", short_name="规建局")
    elsewhere = make_unit("档案管理局", code="elsewhere", leader=other_leader)
    group = make_unit("第一巡回指导组", code="group", kind="guidance_group")
    group.guides.add(lead)
    park = make_park("青禾产业园", code="park", centre=elsewhere)
    service_officer = _official(
        "苗长青", "service_officer", elsewhere, Role.SERVICE_OFFICER, "首席服务官"
    )
    other_officer = _official(
        "池小满", "other_officer", elsewhere, Role.SERVICE_OFFICER, "首席服务官"
    )
    enterprise = make_enterprise(
        "云岭澄泉水处理设备有限公司",
        code="enterprise",
        short_name="澄泉水处理",
        park=park,
        service_officer=service_officer,
    )
    other_enterprise = make_enterprise(
        "云岭启明光学股份有限公司", code="other_enterprise", service_officer=other_officer
    )
    return People(
        committee=committee,
        campaign_office=campaign_office,
        lead=lead,
        co=co,
        elsewhere=elsewhere,
        group=group,
        park=park,
        enterprise=enterprise,
        other_enterprise=other_enterprise,
        office=_official("温如玉", "office", campaign_office, Role.OFFICE, "专班工作人员"),
        zone_head=zone_head,
        leader=leader,
        other_leader=other_leader,
        lead_head=_official("石敬之", "lead_head", lead, Role.UNIT_HEAD, "主任"),
        lead_handler=_official("柳依依", "lead_handler", lead, Role.HANDLER, "工作人员"),
        co_head=_official("岳平川", "co_head", co, Role.UNIT_HEAD, "局长"),
        co_handler=_official("方知行", "co_handler", co, Role.HANDLER, "工作人员"),
        stranger=_official("杜若水", "stranger", elsewhere, Role.HANDLER, "工作人员"),
        service_officer=service_officer,
        other_officer=other_officer,
        guidance=_official("康守正", "guidance", group, Role.GUIDANCE, "组长"),
        contact=_contact("叶知春", "contact", enterprise),
        other_contact=_contact("冉秋阳", "other_contact", other_enterprise),
        system_admin=_official("系统员", "system_admin", committee, Role.SYSTEM_ADMIN, ""),
        security_admin=_official("安全员", "security_admin", committee, Role.SECURITY_ADMIN, ""),
        audit_admin=_official("审计员", "audit_admin", committee, Role.AUDIT_ADMIN, ""),
    )
