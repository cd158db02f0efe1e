// How long a board or a person is waited for.

/** A person at the terminal may have to find the cable first; a script wants to know soon. Milliseconds. */
export const waitLimits = {
  person: { findMs: 120_000, humanMs: 600_000 },
  script: { findMs: 5_000, humanMs: 60_000 },
} as const;
