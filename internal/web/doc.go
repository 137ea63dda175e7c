// Package web serves what an operator watches a running bot by: whether the
// process lives (/healthz), whether it can answer (/readyz, with the reasons
// why not), and figures for Prometheus (/metrics). None of them tells a
// question, a user's name or a token.
//
// To start: [NewMetrics] makes the figures, whose methods the parts of the
// program call; [Listen] takes the address; [Server.Serve] serves until its
// context ends.
//
// It keeps the figures in memory, in a registry of their own, and for a second
// what the checks came to.
package web
