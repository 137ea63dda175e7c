// Package strictyaml reads a YAML document into a Go struct and says, for every fault at once, in which line it stands
// and what to write instead. Curators and operators edit such files by hand; a message that they can act on is the
// point of this package.
//
// How to start: declare a struct with yaml tags and call Decode.
//
//	type front struct {
//		Title string   `yaml:"title,required"`
//		Kind  string   `yaml:"kind,required" enum:"guideline|label"`
//		Works []int    `yaml:"works"`
//		Line  int      `yaml:",line"`   // receives the line on which this mapping starts
//	}
//	problems := strictyaml.Decode(data, 1, &f)
//
// Strict means: an unknown key, a key written twice, a value of the wrong type, an anchor, an alias or a tag is a
// problem, never a guess. A key that is absent or null leaves its field as it was. Types that implement
// encoding.TextUnmarshaler read themselves from a scalar.
//
// It keeps no state. Everything below the corpus and the configuration may use it; it imports no other room.
package strictyaml
