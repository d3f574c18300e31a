"""Domestic firms where the plan needs them: who founds service firms and headquarters, and makers who sell services."""
