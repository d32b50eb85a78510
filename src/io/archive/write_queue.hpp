// Writes files on a thread of its own, in the order in which they are put, so that whoever unpacks goes on
// while the system copies. They are handed over by the half megabyte: waking a thread for every small file
// would cost more than it saves. About two MB and a hundred open files wait at most, and
// less where a process may open few.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/os_files.hpp"
#include "base/result.hpp"

namespace ftenv {

// An open file and what to call it in an error.
struct WrittenFile {
  os_files::OutputFile file;
  std::string shown_path;
};

class WriteQueue {
 public:
  WriteQueue();
  WriteQueue(const WriteQueue&) = delete;
  WriteQueue& operator=(const WriteQueue&) = delete;
  ~WriteQueue();  // throws away what was not written yet

  // Where the next bytes are to be put, so that nothing is copied: k_room of them at most.
  char* room() { return m_filling.bytes.get() + m_filling.size; }
  static constexpr std::size_t k_room = 1 << 18;
  // Adds the first `size` bytes of room() to the end of `file`. Blocks while the queue is full. An error is
  // that of any write before, and stays: disk, permission.
  Status write(const std::shared_ptr<WrittenFile>& file, std::size_t size);
  // Closes it, with this time if there is one.
  Status close(const std::shared_ptr<WrittenFile>& file, std::optional<std::int64_t> modified);
  // Blocks until everything is on its way to the disk and closed.
  Status drain();

 private:
  struct Job {
    std::shared_ptr<WrittenFile> file;
    std::size_t size = 0;  // of its bytes in the batch, behind those of the jobs before
    bool is_last = false;
    std::optional<std::int64_t> modified;
  };
  struct Batch {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
    std::vector<Job> jobs;
  };

  Status add(Job job);
  Status hand_over();
  void run();
  static Batch make_batch();
  static std::optional<Error> perform(const Batch& batch);
  Status outcome() const;

  const std::size_t m_batch_jobs;
  Batch m_filling;  // only the caller's thread has it
  std::mutex m_mutex;
  std::condition_variable m_has_work;
  std::condition_variable m_has_room;  // or nothing to do any more, or an error
  std::deque<Batch> m_waiting;
  std::vector<Batch> m_spare;  // empty, with their memory
  bool m_writing = false;
  bool m_stop = false;
  std::optional<Error> m_error;
  std::thread m_thread;  // last: it uses all of the above
};

}  // namespace ftenv
