"""Areas, SEKOs, consortia, networks, calls and plans in the admin, one module for each concept."""

from sectors.admin import area, call, consortium, plan

__all__ = ["area", "call", "consortium", "plan"]
