defmodule One do end
