"""What people write in the demo: evidence, reasons, remarks. Every sentence is made up."""

from __future__ import annotations

EVIDENCE = {
    "A1": (
        "Rebuilt the plan of the warehouse move with five project managers; two dates moved early.",
        "Weekly dependency check of the branch programme since spring.",
    ),
    "A2": (
        "Led the monthly risk review of the payments programme and closed eleven old entries.",
        "Change log of the intranet project, with the effect of each change on the end date.",
    ),
    "A3": (
        "Explained the budget variance of three projects to the finance partner every month.",
        "Checked four business cases before the investment board; one was sent back.",
    ),
    "A4": (
        "Cleaned the project register: 140 entries, one owner and one status each.",
        "Moved the document library to one structure and trained forty users.",
    ),
    "B1": (
        "Prepared the programme board six times: agenda, options, decisions followed up.",
        "Redesigned the gates for small projects from five to three.",
    ),
    "B2": (
        "Portfolio report for the executive meeting; it led to pausing two projects.",
        "Replaced nine status reports by one page, agreed with all sponsors.",
    ),
    "B3": (
        "Ran health checks on seven projects; all findings were closed within two months.",
        "Rewrote the quality checklist with the team leads and introduced it.",
    ),
    "B4": (
        "Forecast of analysts and testers for the next two quarters, updated every month.",
        "Agreed priorities with three departments when testers were short.",
    ),
    "C1": (
        "Wrote the service list of our PMO with times and contacts; reviewed it after a year.",
        "Stopped two services nobody used and started onboarding for project managers.",
    ),
    "C2": (
        "Coached two new analysts through their first half-year.",
        "Recruited three people and agreed a development plan with each.",
    ),
    "C3": (
        "Agreed with the sales director what the PMO does for her projects, and what not.",
        "Told the sponsor in good time that the date would not hold; we are still on good terms.",
    ),
    "C4": (
        "Scored thirty proposals with the agreed criteria for the yearly planning round.",
        "Showed the board which four projects no longer fit the strategy.",
    ),
}
OTHER_EVIDENCE = "A piece of work of the last year that colleagues can describe."

NOT_APPLICABLE = {
    "A3": "Finance keeps the budgets and business cases for all our projects.",
    "B4": "Departments plan their own people; our PMO has no part in it.",
    "C1": "Services are decided by the central office, not by our PMO.",
    "C2": "Nobody in our PMO leads staff; the department does.",
    "C4": "The portfolio is run by the strategy department.",
}
OTHER_NOT_APPLICABLE = "Another department does this for us."

EXCLUSIONS = (
    "My employer only pays for exams that can be sat online.",
    "I took a similar course two years ago and learnt little that was new.",
    "Too long away from the team this year.",
)

REVIEW_COMMENTS = (
    "Thank you. I see most of it as you do; let us talk about the rest next week.",
    "Good examples. Where I put a lower value I have not seen it yet, which is no fault.",
    "Clear evidence throughout.",
)

NOTES = (
    "I have seen this once; let us find a second occasion.",
    "You did this for the north programme without help.",
    "We should look at an example together.",
)

REPLIES = (
    "I would like to show you the registers of last quarter before we settle this.",
    "Agreed, apart from the reporting: the new dashboard was my work.",
)
