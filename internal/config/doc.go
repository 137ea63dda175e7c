// Package config reads the settings of the program: built-in values, under a YAML file, under the environment.
//
// How to start: [Load] finds the file (the one named, else ./config.yaml, else curbside/config.yaml below
// $XDG_CONFIG_HOME), lays CURBSIDE_* variables over it and checks every value. Everything has a default, so no file is
// needed. The error lists all problems, each with its file and line or its variable, and what to write instead.
// [Config.Show] tells every value in force and where it comes from.
//
// The key llm.base_url is CURBSIDE_LLM_BASE_URL in the environment, and so on for every key. Secrets are of type
// [Secret], which prints as "set" or "not set"; a secret can also lie in a file that llm.api_key_file names.
//
// What it keeps: nothing beside the Config it returns. It reads no other variables and writes nothing.
package config
