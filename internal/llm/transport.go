package llm

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// errDeadline lets a timeout match context.DeadlineExceeded.
var errDeadline = context.DeadlineExceeded

// doer sends one request and hands on only what is a whole, bounded JSON body with status 200. The wire library above
// it reads without limit and puts what it read into its errors; behind a doer it never meets a bad answer.
type doer struct {
	client    *http.Client
	service   service
	limit     int    // bytes of a response
	endpoint  string // as it may be shown
	authorize func(*http.Request)
}

// bearer adds the key to a request. A closure holds the key, so that printing a client by mistake does not show it.
func bearer(key string) func(*http.Request) {
	return func(request *http.Request) {
		if key != "" {
			request.Header.Set("Authorization", "Bearer "+key)
		}
	}
}

// Do implements the wire library's HTTPDoer. Its errors are *Error, or the context's.
func (d *doer) Do(request *http.Request) (*http.Response, error) {
	d.authorize(request)
	response, err := d.client.Do(request)
	if err != nil {
		return nil, d.connectError(request.Context(), err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, d.statusError(response)
	}
	body, err := d.readBody(request.Context(), response)
	if err != nil {
		return nil, err
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	return response, nil
}

func (d *doer) readBody(ctx context.Context, response *http.Response) ([]byte, error) {
	if kind, ok := jsonContent(response.Header.Get("Content-Type")); !ok {
		return nil, d.badResponse("answered with %s instead of JSON", kind)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, int64(d.limit)+1))
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, d.badResponse("broke off in the middle of its answer")
	case len(body) > d.limit:
		return nil, d.badResponse("sent more than %d KiB", d.limit>>10)
	case len(bytes.TrimSpace(body)) == 0:
		return nil, d.badResponse("sent an empty answer")
	case !json.Valid(body):
		return nil, d.badResponse("sent something that is not JSON, or only a part of it")
	}
	return body, nil
}

// jsonContent tells whether a content type is JSON, and else what to call it.
func jsonContent(header string) (string, bool) {
	media, _, err := mime.ParseMediaType(header)
	switch {
	case err != nil:
		return "no known content type", false
	case media == "application/json" || strings.HasSuffix(media, "+json"):
		return "", true
	case media == "text/html":
		return "a web page", false
	case media == "text/event-stream":
		return "a stream", false
	}
	return "another content type", false
}

func (d *doer) badResponse(format string, args ...any) *Error {
	return &Error{
		Kind:   ErrBadResponse,
		What:   fmt.Sprintf("%s %s ", d.service.name, d.endpoint) + fmt.Sprintf(format, args...),
		Do:     d.service.wrongAddress(),
		Status: http.StatusOK,
		billed: true,
	}
}

// connectError explains why no response came. The cause is not kept: it quotes the address with its password.
func (d *doer) connectError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	fail := &Error{Kind: ErrUnavailable, Do: "check " + d.service.settings + ".base_url"}
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var network net.Error
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		fail.What, fail.Do, fail.retry = "refused the connection", "is it running? Set "+d.service.settings+".base_url", true
	case errors.As(err, &dns):
		fail.What, fail.retry = "was not found: its name does not resolve", dns.IsTemporary || dns.IsTimeout
	case errors.As(err, &certificate):
		fail.What = "has a certificate that this machine does not trust"
	case errors.Is(err, http.ErrSchemeMismatch):
		fail.What, fail.Do = "does not speak TLS", "write http:// instead of https:// in "+d.service.settings+".base_url"
	case errors.As(err, &network) && network.Timeout():
		fail.What, fail.retry = "could not be reached in time", true
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET):
		fail.What, fail.Do, fail.retry, fail.billed = "closed the connection without an answer", "look at its log", true, true
	default:
		fail.What = "could not be reached"
	}
	fail.What = fmt.Sprintf("%s %s %s", d.service.name, d.endpoint, fail.What)
	return fail
}

// statusError explains a status other than 200. Of the body only well-known error codes are used.
func (d *doer) statusError(response *http.Response) error {
	status := response.StatusCode
	code := errorCode(response.Body)
	fail := &Error{Kind: ErrRejected, Status: status}
	say := func(what, do string) { fail.What, fail.Do = what, do }
	settings := d.service.settings
	switch {
	case status >= 300 && status < 400:
		say("wants to send the question to another address (%d)", "redirects are not followed; write the final address into "+settings+".base_url")
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		say("did not accept the API key (%d)", fmt.Sprintf("set CURBSIDE_%[1]s_API_KEY, or name a file in CURBSIDE_%[1]s_API_KEY_FILE", strings.ToUpper(settings)))
	case code == "context_length_exceeded", code == "exceed_context_size_error":
		say("has too small a context for "+d.service.tooLong+" (%d)", d.service.widen)
	case code == "insufficient_quota":
		fail.Kind = ErrRateLimited
		say("says that the account's quota is spent (%d)", "look at the account's billing")
	case status == http.StatusNotFound, code == "model_not_found":
		say("knows no such path or model (%d)", "check "+settings+".base_url (it usually ends in /v1) and "+settings+".model")
	case status == http.StatusTooManyRequests:
		fail.Kind, fail.retry, fail.wait = ErrRateLimited, true, retryAfter(response.Header, time.Now())
		say("is limiting requests (%d)", "try again later")
	case status == http.StatusRequestTimeout, status >= 500:
		fail.Kind, fail.retry, fail.wait = ErrUnavailable, status != http.StatusNotImplemented, retryAfter(response.Header, time.Now())
		say("failed with status %d", "look at its log")
	default:
		say("refused the request (%d)", d.service.needs)
	}
	fail.What = fmt.Sprintf(d.service.name+" %s "+fail.What, d.endpoint, status)
	return fail
}

// errorCode reads the code of an API error. Anything that is not one of the codes we act on is dropped, because a
// server may quote the prompt or the key in its messages.
func errorCode(body io.Reader) string {
	raw, _ := io.ReadAll(io.LimitReader(body, 64<<10))
	var parsed struct {
		Error struct{ Code, Type any } `json:"error"`
	}
	if json.Unmarshal(raw, &parsed) != nil {
		return ""
	}
	for _, candidate := range []any{parsed.Error.Code, parsed.Error.Type} {
		switch candidate {
		case "context_length_exceeded", "exceed_context_size_error", "insufficient_quota", "model_not_found":
			return candidate.(string)
		}
	}
	return ""
}

// retryAfter reads how long the server asks to wait, as seconds or as a date; 0 where it does not say.
func retryAfter(header http.Header, now time.Time) time.Duration {
	value := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, err := strconv.Atoi(value); err == nil {
		return time.Duration(min(max(seconds, 0), 24*60*60)) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}
