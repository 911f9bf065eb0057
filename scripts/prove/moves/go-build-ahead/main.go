package main

import (
	"example.org/lib"
	"github.com/pkg/errors"
)

func main() { println(errors.New(lib.Name).Error()) }
