package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// longestLine bounds a line of standard input, in bytes.
const longestLine = 1 << 20

// inputLine is a line of standard input.
type inputLine struct {
	number  int // from 1
	text    []byte
	tooLong bool // text is missing
}

// readLines hands out the lines of a stream as they come. The channel ends with the stream; the error, if any, is
// then read from the function. A cancelled context ends the wait for a line, even where the read cannot be broken off.
func readLines(ctx context.Context, stream io.Reader) (<-chan inputLine, func() error) {
	lines := make(chan inputLine)
	var failed error
	go func() {
		defer close(lines)
		reader := bufio.NewReaderSize(stream, 64<<10)
		for number := 1; ; number++ {
			line, err := readLine(reader)
			line.number = number
			if len(line.text) > 0 || line.tooLong {
				select {
				case lines <- line:
				case <-ctx.Done():
					return
				}
			}
			if err != nil {
				if !errors.Is(err, io.EOF) {
					failed = fmt.Errorf("standard input could not be read: %w", err)
				}
				return
			}
		}
	}()
	return lines, func() error { return failed }
}

// readLine reads up to the end of a line, keeping no more than longestLine of it. White space around it, and the mark
// that some editors put at the start of a file, are dropped.
func readLine(reader *bufio.Reader) (inputLine, error) {
	var line inputLine
	for {
		part, err := reader.ReadSlice('\n')
		if len(line.text)+len(part) > longestLine+2 { // two for the line end
			line.text, line.tooLong = nil, true
		}
		if !line.tooLong {
			line.text = append(line.text, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		line.text = bytes.TrimSpace(bytes.TrimPrefix(line.text, []byte("\ufeff")))
		return line, err
	}
}

// badLine stands in the place of an answer to a line that cannot be read.
type badLine struct {
	Line  int    `json:"line"`
	Error string `json:"error"`
}

// jsonLines answers each line of standard input with one line, in order, as soon as it comes. Empty lines are
// skipped. A line that handle refuses is answered with its number and the error, and makes the command end with 1.
func (a *app) jsonLines(ctx context.Context, handle func(line []byte) (any, error)) error {
	if isTerminal(a.env.stdin) {
		fmt.Fprintln(a.env.stderr, "curbside: reading JSON lines from the keyboard; end with Ctrl-D")
	}
	out := bufio.NewWriter(a.out)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	lines, failed := readLines(ctx, a.env.stdin)
	bad := false
	for {
		line, ok, err := nextLine(ctx, lines, out)
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		answer, err := answerLine(line, handle)
		if err != nil {
			bad = true
			answer = badLine{Line: line.number, Error: err.Error()}
		}
		if err := encoder.Encode(answer); err != nil {
			return err
		}
	}
	if err := errors.Join(out.Flush(), failed()); err != nil {
		return err
	}
	if bad {
		return exitCode(exitFailure)
	}
	return nil
}

// nextLine waits for a line. Before it has to wait, what was answered so far is written out.
func nextLine(ctx context.Context, lines <-chan inputLine, out *bufio.Writer) (inputLine, bool, error) {
	select {
	case line, ok := <-lines:
		return line, ok, ctx.Err()
	default:
	}
	if err := out.Flush(); err != nil {
		return inputLine{}, false, err
	}
	select {
	case line, ok := <-lines:
		return line, ok, ctx.Err()
	case <-ctx.Done():
		return inputLine{}, false, ctx.Err()
	}
}

func answerLine(line inputLine, handle func([]byte) (any, error)) (any, error) {
	if line.tooLong {
		return nil, fmt.Errorf("the line is longer than %d bytes; split it", longestLine)
	}
	return handle(line.text)
}

// decodeLine reads one JSON object. Its errors name fields and places, never a value: a line may hold what must not
// be repeated.
func decodeLine(line []byte, into any) error {
	if !utf8.Valid(line) {
		return errors.New("the line is not valid UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(line))
	err := decoder.Decode(into)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("not valid JSON at byte %d", syntax.Offset)
	case errors.Is(err, errBadID):
		return errBadID
	case errors.As(err, &kind) && kind.Field == "":
		return errors.New("the line must be one JSON object")
	case errors.As(err, &kind):
		return fmt.Errorf("%q must be %s", kind.Field, typeName(kind.Type.Kind().String()))
	case err != nil:
		return errors.New("not valid JSON: the line ends too early")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more than one JSON value on the line")
	}
	return nil
}

// typeName says in JSON's words what a field takes.
func typeName(kind string) string {
	switch kind {
	case "slice":
		return "a list"
	case "struct":
		return "an object"
	}
	return "a " + kind
}

var errBadID = errors.New(`"id" must be a string or a number`)

// lineID is the caller's own name for a line, given back as it came: a string or a number, null where there is none.
type lineID string

// UnmarshalJSON implements json.Unmarshaler.
func (id *lineID) UnmarshalJSON(raw []byte) error {
	if strings.ContainsAny(string(raw[:1]), "{[tf") {
		return errBadID
	}
	*id = lineID(raw)
	return nil
}

// MarshalJSON implements json.Marshaler.
func (id lineID) MarshalJSON() ([]byte, error) {
	if id == "" {
		return []byte("null"), nil
	}
	return []byte(id), nil
}
