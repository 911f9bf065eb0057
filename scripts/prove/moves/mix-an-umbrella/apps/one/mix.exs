defmodule One.MixProject do
  use Mix.Project

  def project do
    [
      app: :one,
      version: "0.1.0",
      build_path: "../../_build",
      deps_path: "../../deps",
      lockfile: "../../mix.lock",
      deps: deps()
    ]
  end

  defp deps do
    []
  end
end
