// A job object: a child and everything that it starts, as one. Private to platform/windows.
#pragma once

#include "base/result.hpp"
#include "platform/windows/unique_handle.hpp"

namespace ftenv {

class Job {
 public:
  // Everything in it is ended when the last handle goes, so also when ftenv dies. Error: internal.
  static Result<Job> create();

  HANDLE handle() const { return m_handle.get(); }
  // Ends all of it at once.
  void terminate();
  bool has_living() const;

 private:
  explicit Job(UniqueHandle handle) : m_handle(std::move(handle)) {}
  UniqueHandle m_handle;
};

}  // namespace ftenv
