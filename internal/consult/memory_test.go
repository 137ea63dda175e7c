package consult_test

import (
	"testing"

	"curbside/internal/consult"
	"curbside/internal/store/storetest"
)

func TestMemory(t *testing.T) {
	storetest.Consult(t, func(testing.TB) consult.Store { return consult.NewMemory() })
}
