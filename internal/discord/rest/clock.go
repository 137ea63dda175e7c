package rest

import (
	"net/http"
	"strconv"
	"sync"
	"time"
)

// clock learns how far Discord's clock is from ours. Each answer's Date says
// that the distance lies between two bounds, a second and the way there and
// back apart; what all answers agree on is kept.
type clock struct {
	mu        sync.Mutex
	known     bool
	low, high time.Duration
}

func (c *clock) learn(h http.Header, sent, received time.Time) {
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return
	}
	low, high := date.Sub(received), date.Add(time.Second).Sub(sent)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known && low <= c.high && c.low <= high {
		c.low, c.high = max(c.low, low), min(c.high, high)
		return
	}
	// The first answer, or one of the clocks was set.
	c.known, c.low, c.high = true, low, high
}

func (c *clock) skew() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.low <= 0 && 0 <= c.high {
		return 0
	}
	return (c.low + c.high) / 2
}

// Skew is by how much Discord's clock is ahead of ours (negative: behind),
// as its answers so far tell; 0 where they do not tell the two apart.
func (c *Client) Skew() time.Duration { return c.clock.skew() }

// ServerTime is the time by Discord's clock.
func (c *Client) ServerTime() time.Time { return c.opt.Now().Add(c.Skew()) }

// discordEpoch is the first millisecond of 2015, from which snowflakes count.
const discordEpoch = 1420070400000

// SnowflakeTime is when the thing with this id was made, by Discord's clock;
// the zero time for what is no id.
func SnowflakeTime(id string) time.Time {
	n, err := strconv.ParseUint(id, 10, 63)
	if err != nil || n>>22 == 0 {
		return time.Time{}
	}
	return time.UnixMilli(int64(n>>22) + discordEpoch).UTC()
}
