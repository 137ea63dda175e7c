package llmtest

import (
	"bytes"
	"encoding/json"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"net/http"
	"strings"
	"unicode"
)

// mostInputs is how many texts the API takes in one request.
const mostInputs = 2048

// readEmbeddings holds a request for embeddings against the API's rules.
func readEmbeddings(raw []byte) (Request, *refusal) {
	var parsed struct {
		Model          string   `json:"model"`
		Input          []string `json:"input"`
		EncodingFormat string   `json:"encoding_format"`
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&parsed); err != nil {
		return Request{}, badRequest("We could not parse the JSON body of your request: %v", err)
	}
	switch {
	case parsed.Model == "":
		return Request{}, badRequest("you must provide a model parameter")
	case len(parsed.Input) == 0 || len(parsed.Input) > mostInputs:
		return Request{}, badRequest("input must hold 1 to %d texts", mostInputs)
	case parsed.EncodingFormat != "" && parsed.EncodingFormat != "float":
		return Request{}, badRequest("encoding_format %q is not known here", parsed.EncodingFormat)
	}
	for i, text := range parsed.Input {
		if text == "" {
			return Request{}, badRequest("input[%d] is empty", i)
		}
	}
	return Request{Model: parsed.Model, Inputs: parsed.Input}, nil
}

// Vectors answers a request for embeddings with one vector a text.
func Vectors(of func(text string) []float32) Step {
	return VectorList(func(inputs []string) []any {
		out := make([]any, len(inputs))
		for i, text := range inputs {
			out[i] = Vector(i, of(text))
		}
		return out
	})
}

// VectorList answers a request for embeddings with the list that a function makes, right or wrong.
func VectorList(of func(inputs []string) []any) Step {
	return func(x Exchange) {
		body, err := json.Marshal(map[string]any{
			"object": "list", "model": Reported, "data": of(x.Request.Inputs),
			"usage": map[string]int{"prompt_tokens": len(x.Request.Inputs), "total_tokens": len(x.Request.Inputs)},
		})
		if err != nil {
			writeError(x.Writer, &refusal{status: http.StatusInternalServerError, kind: "llmtest", message: err.Error()})
			return
		}
		x.Writer.Header().Set("Content-Type", "application/json")
		x.Writer.Write(body)
	}
}

// Vector is one entry of the API's list.
func Vector(index int, values []float32) any {
	return map[string]any{"object": "embedding", "index": index, "embedding": values}
}

// wordDimensions is the length of the vectors of WordVector.
const wordDimensions = 48

// WordVector stands in for a model: texts with the same words get near vectors, others get vectors that are nearly
// at right angles. Words that a caller calls the same in same (each in lower case) count as one.
func WordVector(text string, same map[string]string) []float32 {
	sum := make([]float64, wordDimensions)
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if other, ok := same[word]; ok {
			word = other
		}
		hash := fnv.New64a()
		hash.Write([]byte(word))
		random := rand.New(rand.NewPCG(hash.Sum64(), 1))
		for i := range sum {
			sum[i] += random.NormFloat64()
		}
	}
	length := 0.0
	for _, x := range sum {
		length += x * x
	}
	out := make([]float32, wordDimensions)
	for i, x := range sum {
		out[i] = float32(x / math.Max(math.Sqrt(length), 1e-9))
	}
	return out
}
