package corpus

const frontMatter = `---
title: "How is aldesleukin given?"
publisher: "A Hospital"
author: null
url: https://example.org/aldesleukin
kind: patient-education
evidence: C
audience: [clinician, patient]
collection: interleukin-2
public: true
digest: true
published: 2024
updated: 2025-11-10
retrieved: 2026-11-22
review: {state: unreviewed, by: null, on: null, note: null}
conflicts_of_interest: ["Advertising on the page"]
licence: "Own words"
cites:
  - {n: 1, type: research, title: "A study", journal: "A journal", year: 2002, note: null}
  - {n: 2, type: unresolved, title: null, journal: null, year: null, note: "Cited, not listed."}
---
`
