package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Bounds of the histograms, in seconds.
var (
	handleBounds = []float64{.01, .05, .1, .25, .5, .8, 1, 2, 3, 5, 10, 20, 60}
	callBounds   = []float64{.025, .05, .1, .25, .5, 1, 2.5, 5, 15, 60}
	modelBounds  = []float64{.5, 1, 2, 5, 10, 20, 60, 120}
)

// Metrics are the figures of a running bot. Their methods are safe for
// concurrent use and return at once; they fit the hooks of the parts.
type Metrics struct {
	registry *prometheus.Registry

	handled    *prometheus.CounterVec
	took       *prometheus.HistogramVec
	declined   *prometheus.CounterVec
	delivered  *prometheus.CounterVec
	unrecorded prometheus.Counter
	waiting    prometheus.Gauge
	expired    prometheus.Counter
	storeFails *prometheus.CounterVec
	logged     *prometheus.CounterVec

	gateway gatewayMetrics
	rest    restMetrics
	model   modelMetrics

	embeddings modelMetrics
}

type gatewayMetrics struct {
	state    *prometheus.GaugeVec
	connects *prometheus.CounterVec
	lost     *prometheus.CounterVec
	events   *prometheus.CounterVec
	dropped  *prometheus.CounterVec
	panics   *prometheus.CounterVec
	beat     prometheus.Histogram
	servers  prometheus.Gauge
}

type restMetrics struct {
	calls   *prometheus.CounterVec
	took    *prometheus.HistogramVec
	tries   *prometheus.CounterVec
	limited *prometheus.CounterVec
}

type modelMetrics struct {
	calls *prometheus.CounterVec
	took  prometheus.Histogram
}

// NewMetrics returns figures at zero.
func NewMetrics(version string) *Metrics {
	m := &Metrics{registry: prometheus.NewRegistry()}
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.gauges("build_info", "The program that runs; always 1.", "version").WithLabelValues(version).Set(1)
	m.handled = m.counters("handled_total", "Commands, buttons and messages that were worked on, by outcome.", "name", "outcome")
	m.took = m.histograms("handle_seconds", "Time from an event's arrival until its work was done, by outcome.", handleBounds, "name", "outcome")
	m.declined = m.counters("declined_total", "Questions that were declined, by how they were put and by reason.", "kind", "reason")
	m.delivered = m.counters("delivered_total", "Answers that Discord took, by the way that they went.", "how")
	m.unrecorded = m.counter("unrecorded_total", "Questions that the store could not take: their askers were told to ask again.")
	m.waiting = m.gauge("waiting", "Questions that wait for a place.")
	m.expired = m.counter("expired_total", "Answers that were deleted since their retention was over.")
	m.storeFails = m.counters("store_errors_total", "Reads and writes of the store that failed, by kind.", "kind")
	m.logged = m.counters("log_records_total", "Lines of the log, by level.", "level")
	m.gateway = gatewayMetrics{
		state:    m.gauges("gateway_state", "1 for the state that the connection to Discord is in.", "state"),
		connects: m.counters("gateway_connects_total", "Sessions that began (new) or went on (resumed).", "kind"),
		lost:     m.counters("gateway_lost_total", "Connections that ended, by reason.", "reason"),
		events:   m.counters("gateway_events_total", "Events that were handed over.", "event"),
		dropped:  m.counters("gateway_dropped_total", "Events that were not handed over, by reason.", "reason"),
		panics:   m.counters("gateway_panics_total", "Panics of the handler of events.", "event"),
		beat:     m.histograms("gateway_beat_seconds", "Time until Discord acknowledged a heartbeat.", callBounds).WithLabelValues().(prometheus.Histogram),
		servers:  m.gauge("servers", "Servers that the bot is in."),
	}
	m.rest = restMetrics{
		calls:   m.counters("discord_calls_total", "Calls of Discord's API, by the last HTTP status (0: no answer).", "op", "status"),
		took:    m.histograms("discord_call_seconds", "Time of a call, repeats and waiting for rate limits included.", callBounds, "op"),
		tries:   m.counters("discord_requests_total", "Requests sent, repeats included.", "op"),
		limited: m.counters("discord_limited_total", "Requests that Discord answered with 429.", "op"),
	}
	m.model = modelMetrics{
		calls: m.counters("model_calls_total", "Calls of the model, by outcome.", "outcome"),
		took:  m.histograms("model_seconds", "Time of a call of the model.", modelBounds).WithLabelValues().(prometheus.Histogram),
	}
	m.embeddings = modelMetrics{
		calls: m.counters("embeddings_calls_total", "Calls for the vector of a question, by outcome.", "outcome"),
		took:  m.histograms("embeddings_seconds", "Time of a call for the vector of a question.", callBounds).WithLabelValues().(prometheus.Histogram),
	}
	return m
}

func (m *Metrics) counters(name, help string, labels ...string) *prometheus.CounterVec {
	v := prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "curbside", Name: name, Help: help}, labels)
	m.registry.MustRegister(v)
	return v
}

func (m *Metrics) counter(name, help string) prometheus.Counter {
	return m.counters(name, help).WithLabelValues()
}

func (m *Metrics) gauges(name, help string, labels ...string) *prometheus.GaugeVec {
	v := prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: "curbside", Name: name, Help: help}, labels)
	m.registry.MustRegister(v)
	return v
}

func (m *Metrics) gauge(name, help string) prometheus.Gauge {
	return m.gauges(name, help).WithLabelValues()
}

func (m *Metrics) histograms(name, help string, bounds []float64, labels ...string) *prometheus.HistogramVec {
	v := prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: "curbside", Name: name, Help: help, Buckets: bounds}, labels)
	m.registry.MustRegister(v)
	return v
}

func (m *Metrics) handler() http.Handler {
	if m == nil {
		return http.NotFoundHandler()
	}
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Timeout: requestTime})
}

// Handled counts a command, button or message.
func (m *Metrics) Handled(name, outcome string, took time.Duration) {
	m.handled.WithLabelValues(name, outcome).Inc()
	m.took.WithLabelValues(name, outcome).Observe(took.Seconds())
}

// Declined counts a question that was declined; kind is how it was put: ask,
// message, check, round.
func (m *Metrics) Declined(kind, reason string) { m.declined.WithLabelValues(kind, reason).Inc() }

// Delivered counts an answer that was delivered, or given up.
func (m *Metrics) Delivered(how string) { m.delivered.WithLabelValues(how).Inc() }

// Unrecorded counts a question that the store could not take.
func (m *Metrics) Unrecorded() { m.unrecorded.Inc() }

// Waiting tells how many questions wait.
func (m *Metrics) Waiting(n int) { m.waiting.Set(float64(n)) }

// Expired counts answers whose retention is over.
func (m *Metrics) Expired(n int) { m.expired.Add(float64(n)) }

// StoreFailed counts a read or write that failed.
func (m *Metrics) StoreFailed(kind string) { m.storeFails.WithLabelValues(kind).Inc() }

// Logged counts a line of the log.
func (m *Metrics) Logged(level string) { m.logged.WithLabelValues(level).Inc() }

// Called counts a call of Discord's API. limited of its tries were answered
// with 429.
func (m *Metrics) Called(op string, status, tries, limited int, took time.Duration) {
	m.rest.calls.WithLabelValues(op, strconv.Itoa(status)).Inc()
	m.rest.took.WithLabelValues(op).Observe(took.Seconds())
	m.rest.tries.WithLabelValues(op).Add(float64(tries))
	m.rest.limited.WithLabelValues(op).Add(float64(limited))
}

// Asked counts a call of the model.
func (m *Metrics) Asked(outcome string, took time.Duration) {
	m.model.calls.WithLabelValues(outcome).Inc()
	m.model.took.Observe(took.Seconds())
}

// Embedded counts a call for the vector of a question.
func (m *Metrics) Embedded(outcome string, took time.Duration) {
	m.embeddings.calls.WithLabelValues(outcome).Inc()
	m.embeddings.took.Observe(took.Seconds())
}

// Budget shows the tokens that were spent today and those that may be; spent
// and limit are asked whenever the figures are read.
func (m *Metrics) Budget(read func() (spent, limit int)) {
	for name, value := range map[string]func() float64{
		"model_tokens_spent": func() float64 { spent, _ := read(); return float64(spent) },
		"model_tokens_limit": func() float64 { _, limit := read(); return float64(limit) },
	} {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Namespace: "curbside", Name: name, Help: "Tokens of the UTC day, prompts and completions; a limit of 0 is none.",
		}, value))
	}
}
