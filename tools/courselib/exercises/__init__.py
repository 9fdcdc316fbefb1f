"""The exercises: what they are (model), the learner's state (state), checking (check), words (verbs)."""
