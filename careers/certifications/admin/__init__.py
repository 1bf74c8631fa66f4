"""Editing of the catalogue: what touches roadmaps is looked at before it is saved."""

from careers.certifications.admin.bodies import AwardingBodyAdmin, RenewalSuiteAdmin, VerifiedFilter
from careers.certifications.admin.certification import CertificationAdmin

__all__ = ["AwardingBodyAdmin", "CertificationAdmin", "RenewalSuiteAdmin", "VerifiedFilter"]
