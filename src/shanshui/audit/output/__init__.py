"""What an audit puts out: page, comment matrix, JSON, and the document itself with comments at the very words."""

from shanshui.audit.output.console import summary
from shanshui.audit.output.exchange import audit_json
from shanshui.audit.output.writing import write

__all__ = ["audit_json", "summary", "write"]
