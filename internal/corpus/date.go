package corpus

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"curbside/internal/strictyaml"
)

// Date is a year, a month or a day, as exact as a source states it. The zero Date means not stated; Month and Day are
// 0 where unknown.
type Date struct{ Year, Month, Day int }

var dateForm = regexp.MustCompile(`^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$`)

// ParseDate reads YYYY, YYYY-MM or YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	m := dateForm.FindStringSubmatch(s)
	if m == nil {
		return Date{}, &strictyaml.ValueError{What: fmt.Sprintf("%q is no date", s), Write: "YYYY, YYYY-MM or YYYY-MM-DD, or null where not stated"}
	}
	d := Date{Year: number(m[1]), Month: number(m[2]), Day: number(m[3])}
	first := time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
	exists := d.Year > 0 && (m[2] == "" || int(first.Month()) == d.Month) && (m[3] == "" || first.Day() == d.Day)
	if !exists {
		return Date{}, &strictyaml.ValueError{What: fmt.Sprintf("%q is not in the calendar", s), Write: "a day that exists, as YYYY-MM-DD"}
	}
	return d, nil
}

// number reads digits that a pattern has already checked; no digits are 0.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// IsZero reports whether the date is not stated.
func (d Date) IsZero() bool { return d == Date{} }

// String gives the date in the exactness in which it is known, "" for none.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	default:
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	}
}

// Compare orders dates; of two that agree as far as both are known, the less exact comes first.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// After reports whether the whole of d lies after the day of t: "2026" is not after any day of 2026.
func (d Date) After(t time.Time) bool {
	y, m, day := t.Date()
	switch {
	case d.Year != y || d.Month == 0:
		return d.Year > y
	case d.Month != int(m) || d.Day == 0:
		return d.Month > int(m)
	default:
		return d.Day > day
	}
}

// UnmarshalText reads a date as ParseDate does.
func (d *Date) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDate(string(b))
	return err
}

// MarshalJSON gives the date as a string, null where not stated.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(d.String())
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (d *Date) UnmarshalJSON(b []byte) error {
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("read date: %w", err)
	}
	if s == nil {
		*d = Date{}
		return nil
	}
	return d.UnmarshalText([]byte(*s))
}
