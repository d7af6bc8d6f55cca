"""Làng Số: plans, progress and open data of Vietnamese communes. Start reading at docs/architecture.md."""
