"""Grading: whose files (submissions), how they are built (recipe), where they run (jail), what they may hold
(inspection), what came of it (grader, marks), and how it is told (results, verb)."""
