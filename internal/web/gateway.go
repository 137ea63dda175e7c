package web

import "time"

// GatewayState tells which of all states the connection is in now.
func (m *Metrics) GatewayState(now string, all ...string) {
	for _, s := range all {
		v := 0.0
		if s == now {
			v = 1
		}
		m.gateway.state.WithLabelValues(s).Set(v)
	}
}

// Connected counts a session that began or went on.
func (m *Metrics) Connected(resumed bool) {
	kind := "new"
	if resumed {
		kind = "resumed"
	}
	m.gateway.connects.WithLabelValues(kind).Inc()
}

// Lost counts a connection that ended.
func (m *Metrics) Lost(reason string) { m.gateway.lost.WithLabelValues(reason).Inc() }

// Event counts an event that was handed over.
func (m *Metrics) Event(name string) { m.gateway.events.WithLabelValues(name).Inc() }

// Dropped counts an event that was not handed over.
func (m *Metrics) Dropped(reason string) { m.gateway.dropped.WithLabelValues(reason).Inc() }

// Panicked counts a panic of the handler of events.
func (m *Metrics) Panicked(name string) { m.gateway.panics.WithLabelValues(name).Inc() }

// Beat notes how long a heartbeat took.
func (m *Metrics) Beat(latency time.Duration) { m.gateway.beat.Observe(latency.Seconds()) }

// Servers tells in how many servers the bot is.
func (m *Metrics) Servers(n int) { m.gateway.servers.Set(float64(n)) }
