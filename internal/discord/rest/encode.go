package rest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"strings"
)

// encode makes the bytes of a request: JSON, or a form with JSON and files.
// No body at all has no content type.
func encode(body any, files []File) (data []byte, contentType string, err error) {
	if body == nil {
		return nil, "", nil
	}
	var payload bytes.Buffer
	enc := json.NewEncoder(&payload)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(body); err != nil {
		return nil, "", err
	}
	text := bytes.TrimRight(payload.Bytes(), "\n")
	if len(files) == 0 {
		return text, "application/json", nil
	}
	return encodeForm(text, files)
}

func encodeForm(payload []byte, files []File) ([]byte, string, error) {
	var buf bytes.Buffer
	form := multipart.NewWriter(&buf)
	if err := addPart(form, `form-data; name="payload_json"`, "application/json", payload); err != nil {
		return nil, "", err
	}
	for i, f := range files {
		disposition := fmt.Sprintf(`form-data; name="files[%d]"; filename="%s"`, i, safeName.Replace(f.Name))
		if err := addPart(form, disposition, cmp.Or(f.Type, "application/octet-stream"), f.Data); err != nil {
			return nil, "", err
		}
	}
	if err := form.Close(); err != nil {
		return nil, "", err
	}
	return buf.Bytes(), form.FormDataContentType(), nil
}

// safeName keeps a file's name inside its quotes and its line.
var safeName = strings.NewReplacer(`\`, "_", `"`, "_", "\r", "_", "\n", "_")

func addPart(form *multipart.Writer, disposition, contentType string, data []byte) error {
	h := textproto.MIMEHeader{}
	h.Set("Content-Disposition", disposition)
	h.Set("Content-Type", safeName.Replace(contentType))
	part, err := form.CreatePart(h)
	if err != nil {
		return err
	}
	_, err = part.Write(data)
	return err
}
