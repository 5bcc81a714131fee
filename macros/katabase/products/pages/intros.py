"""What the pages of kinds and roles say first."""

from __future__ import annotations

from katabase.domain.vocabulary import Kind, Role

KIND_INTROS = {
    Kind.STARTER_KATA: "Small, fixed routines. Follow one to the letter until its pattern "
    "has become natural, then make it your own.",
    Kind.TRAIT: "What leaders of lasting organisations have in common, as others see and hear "
    "it at the place where the work is done, and the kata that develop it.",
    Kind.QUESTIONS: "Questions to ask as they stand, each with what to listen for and what to "
    "ask when the answer is thin.",
    Kind.CHECKLIST: "What to look for and ask on a walk to the place where the work is done, "
    "each item with its reason.",
    Kind.PATH: "Which practices in which order, for a role, and the signs that it is time to "
    "move on.",
}

ROLE_INTROS = {
    Role.LEARNER: "You work on a real problem of your own process and practise a scientific "
    "way of thinking while you do it.",
    Role.COACH: "You ask questions, keep to the pattern and see to it that the learner learns.",
    Role.SECOND_COACH: "You watch the coaching, not the problem, and coach the coach afterwards.",
    Role.TEAM_LEADER: "You are beside the work every hour: you see problems first and help "
    "people to solve them.",
    Role.MANAGER: "You connect the direction of the organisation with the work, and develop "
    "the people who lead it.",
    Role.SENIOR_LEADER: "You set hard goals, go and see, and practise in public what you ask "
    "of others.",
}
