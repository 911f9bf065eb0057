module example.org/app

go 1.24

require (
	example.org/lib v0.0.0
	github.com/pkg/errors v0.9.1
)

replace example.org/lib => ./lib
