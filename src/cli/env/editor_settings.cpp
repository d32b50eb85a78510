#include "cli/env/editor_settings.hpp"

namespace ftenv {

Json editor_settings(const EditorFacts& facts) {
  Json settings =
      Json::object({{"python.defaultInterpreterPath", facts.python},
                    {"rust-analyzer.cargo.extraEnv", Json::object({{"PYO3_PYTHON", facts.python}})},
                    {"rust-analyzer.cargo.targetDir", facts.target_dir}});
  if (facts.own_features) {
    settings.set("rust-analyzer.cargo.noDefaultFeatures", true);
    settings.set("rust-analyzer.cargo.features", Json::array(facts.features));
  }
  return settings;
}

std::string editor_hint() {
  return "for .vscode/settings.json; ftenv does not write there\n"
         "Zed: in .zed/settings.json, `cargo` below lsp.rust-analyzer.initialization_options\n"
         "Neovim: `cargo` in the settings of the language server, below [\"rust-analyzer\"]\n";
}

}  // namespace ftenv
