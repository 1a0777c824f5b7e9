from enum import StrEnum


class OrganizationInviteCreateRoleName(StrEnum):
    ADMIN = "Admin"
    MEMBER = "Member"

    def __str__(self) -> str:
        return str(self.value)
