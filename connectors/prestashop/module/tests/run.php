<?php
/**
 * The queue and the signature of the module without a shop: a database that remembers, a sender that is told what to
 * answer. Prints one line of JSON.
 */
require __DIR__ . '/../passerelle/classes/PasserelleSignature.php';
require __DIR__ . '/../passerelle/classes/PasserelleQueue.php';
require __DIR__ . '/../passerelle/classes/PasserelleSender.php';

/** Understands the statements of the queue, and no other. */
class MemoryDb
{
    public $rows = [];
    private $last = 0;

    public function execute($sql)
    {
        if (preg_match("/^INSERT INTO .*VALUES \('(\w+)', '(\w+)', '([\w.]+)', (\d+), \d+\)/s", $sql, $found)) {
            return $this->put($found[1], $found[2], $found[3], (int) $found[4]);
        }
        if (preg_match('/^DELETE FROM .* WHERE `noted_at` < (\d+)$/', $sql, $found)) {
            $this->keep(function ($row) use ($found) { return $row['noted_at'] >= $found[1]; });
        } elseif (preg_match('/^DELETE FROM .* WHERE `id_event` = (\d+) AND `noted_at` = (\d+)$/', $sql, $found)) {
            $this->keep(function ($row) use ($found) { return $row['id_event'] != $found[1] || $row['noted_at'] != $found[2]; });
        } elseif (preg_match('/SET `next_at` = (\d+) WHERE `id_event` IN \(([\d,]+)\)/', $sql, $found)) {
            foreach ($this->rows as &$row) {
                if (in_array($row['id_event'], explode(',', $found[2]))) {
                    $row['next_at'] = (int) $found[1];
                }
            }
        } elseif (preg_match('/SET `attempts` = (\d+), `next_at` = (\d+) WHERE `id_event` = (\d+)/', $sql, $found)) {
            foreach ($this->rows as &$row) {
                if ($row['id_event'] == $found[3]) {
                    $row['attempts'] = (int) $found[1];
                    $row['next_at'] = (int) $found[2];
                }
            }
        } else {
            throw new Exception('unknown statement: ' . $sql);
        }

        return true;
    }

    public function executeS($sql)
    {
        preg_match('/`next_at` <= (\d+) ORDER BY `id_event` LIMIT (\d+)/', $sql, $found);
        $due = array_filter($this->rows, function ($row) use ($found) { return $row['next_at'] <= $found[1]; });

        return array_slice(array_values($due), 0, (int) $found[2]);
    }

    private function put($stream, $record, $type, $now)
    {
        foreach ($this->rows as &$row) {
            if ($row['stream'] === $stream && $row['record'] === $record) {
                $row = ['type' => $type, 'noted_at' => $now, 'attempts' => 0, 'next_at' => $now] + $row;

                return true;
            }
        }
        $this->rows[] = ['id_event' => ++$this->last, 'stream' => $stream, 'record' => $record, 'type' => $type, 'noted_at' => $now, 'attempts' => 0, 'next_at' => $now];

        return true;
    }

    private function keep($test)
    {
        $this->rows = array_values(array_filter($this->rows, $test));
    }
}

class FakeSender
{
    public $accepts = true;
    public $bodies = [];

    public function post($body, $now)
    {
        $this->bodies[] = json_decode($body, true);

        return $this->accepts;
    }
}

$db = new MemoryDb();
$sender = new FakeSender();
$now = 1700000000;
PasserelleQueue::put($db, 'ps_', 'orders', '7', 'order.created', $now);
PasserelleQueue::put($db, 'ps_', 'orders', '7', 'order.status', $now + 1);
PasserelleQueue::put($db, 'ps_', 'products', "3'; DROP", 'product.updated', $now + 1);
$waiting = count($db->rows);
$sender->accepts = false;
$refused = PasserelleQueue::send($db, 'ps_', $sender, $now + 2);
$after = $db->rows;
$early = PasserelleQueue::send($db, 'ps_', $sender, $now + 3);
$sender->accepts = true;
$accepted = PasserelleQueue::send($db, 'ps_', $sender, $now + 40);
$left = count($db->rows);
PasserelleQueue::put($db, 'ps_', 'orders', '8', 'order.created', $now);
PasserelleQueue::send($db, 'ps_', $sender, $now + PasserelleQueue::WEEK + 1);
$body = '{"events":[]}';

echo json_encode([
    'waiting' => $waiting,
    'refused' => $refused,
    'early' => $early,
    'afterRefusal' => array_map(function ($row) use ($now) { return [$row['attempts'], $row['next_at'] - $now]; }, $after),
    'accepted' => $accepted,
    'left' => $left,
    'old' => count($db->rows),
    'calls' => count($sender->bodies),
    'sent' => $sender->bodies[1],
    'pauses' => array_map(['PasserelleQueue', 'pause'], [1, 2, 3, 20]),
    'signature' => PasserelleSignature::of($body, 'secret', $now),
    'addresses' => array_map(['PasserelleSender', 'isAddress'], ['https://p.example.com/api/hooks/con_1', 'http://127.0.0.1:3000/x', 'http://p.example.com', 'ftp://x', 'nothing']),
]);
