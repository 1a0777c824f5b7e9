from enum import StrEnum


class OrganizationRoleUpdateRoleName(StrEnum):
    ADMIN = "Admin"
    MEMBER = "Member"

    def __str__(self) -> str:
        return str(self.value)
