// What a name on PATH would start, by files alone: every hit, and whether it is the program itself or a
// stand-in that chooses, opens a store, or is shut in. Nothing is started.
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"
#include "model/environment.hpp"
#include "model/recipe/recipe.hpp"

namespace ftenv {

struct ProgramHit {
  enum Kind {
    real,
    pyenv_shim,    // chooses a version by the folder
    other_shim,    // of mise, asdf and the like: the same
    rustup_proxy,  // one file with `rustup`: chooses a toolchain by the folder
    store_alias,   // opens a store instead of starting anything
    snap,          // can't write outside of a few folders
  } kind = real;
  fs::path path;        // as found
  fs::path file;        // with every link followed
  fs::path pyenv_root;  // what a shim of pyenv says; empty where it does not
  std::string because;  // of shims and aliases, a clause: "chooses a version by the folder …"
};

// All of them, in the order of PATH; two folders that are one and the same count once. `recipe` names the
// folders whose programs are no programs.
std::vector<ProgramHit> look_up_program(const std::string& name, const Environment& user,
                                        const InterpretersRecipe& recipe);

}  // namespace ftenv
