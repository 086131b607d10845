<?php
/**
 * Events that wait to be sent: one row for each record, however often it changed. A row is removed once it was accepted;
 * what cannot be sent is tried again later and later, and given up after a week: Passerelle reads changes by itself too.
 *
 * @license Apache-2.0
 */
class PasserelleQueue
{
    const BATCH = 50;
    const FIRST_PAUSE = 30;
    const LONGEST_PAUSE = 3600;
    const WEEK = 604800;

    public static function createTable($db, $prefix)
    {
        return $db->execute(
            'CREATE TABLE IF NOT EXISTS `' . $prefix . 'passerelle_queue` (
                `id_event` INT UNSIGNED NOT NULL AUTO_INCREMENT,
                `stream` VARCHAR(32) NOT NULL,
                `record` VARCHAR(32) NOT NULL,
                `type` VARCHAR(32) NOT NULL,
                `noted_at` INT UNSIGNED NOT NULL,
                `attempts` SMALLINT UNSIGNED NOT NULL DEFAULT 0,
                `next_at` INT UNSIGNED NOT NULL,
                PRIMARY KEY (`id_event`),
                UNIQUE KEY `record` (`stream`, `record`),
                KEY `next_at` (`next_at`)
            ) DEFAULT CHARSET=utf8mb4'
        );
    }

    public static function dropTable($db, $prefix)
    {
        return $db->execute('DROP TABLE IF EXISTS `' . $prefix . 'passerelle_queue`');
    }

    /** A record that waits already stays one row, due at once. */
    public static function put($db, $prefix, $stream, $record, $type, $now)
    {
        $now = (int) $now;

        return $db->execute(
            'INSERT INTO `' . $prefix . "passerelle_queue` (`stream`, `record`, `type`, `noted_at`, `next_at`)
            VALUES ('" . self::word($stream) . "', '" . self::word($record) . "', '" . self::word($type) . "', $now, $now)
            ON DUPLICATE KEY UPDATE `type` = VALUES(`type`), `noted_at` = VALUES(`noted_at`), `attempts` = 0, `next_at` = VALUES(`next_at`)"
        );
    }

    /** Sends what is due, a batch at the most. True when nothing is left that could not be sent. */
    public static function send($db, $prefix, $sender, $now)
    {
        $now = (int) $now;
        $table = '`' . $prefix . 'passerelle_queue`';
        $db->execute("DELETE FROM $table WHERE `noted_at` < " . ($now - self::WEEK));
        $rows = $db->executeS("SELECT * FROM $table WHERE `next_at` <= $now ORDER BY `id_event` LIMIT " . self::BATCH);
        if (!$rows) {
            return true;
        }
        $ids = implode(',', array_map('intval', array_column($rows, 'id_event')));
        // Another page that ends now leaves these alone; a process that dies here has them sent again later.
        $db->execute("UPDATE $table SET `next_at` = " . ($now + self::FIRST_PAUSE) . " WHERE `id_event` IN ($ids)");
        if ($sender->post(self::body($rows), $now)) {
            foreach ($rows as $row) {
                $db->execute("DELETE FROM $table WHERE `id_event` = " . (int) $row['id_event'] . ' AND `noted_at` = ' . (int) $row['noted_at']);
            }

            return true;
        }
        foreach ($rows as $row) {
            $attempts = (int) $row['attempts'] + 1;
            $next = $now + self::pause($attempts);
            $db->execute("UPDATE $table SET `attempts` = $attempts, `next_at` = $next WHERE `id_event` = " . (int) $row['id_event']);
        }

        return false;
    }

    public static function pause($attempts)
    {
        return min(self::LONGEST_PAUSE, self::FIRST_PAUSE * pow(2, min(10, max(0, $attempts - 1))));
    }

    public static function body(array $rows)
    {
        $events = [];
        foreach ($rows as $row) {
            $events[] = [
                'id' => $row['stream'] . ':' . $row['record'] . ':' . $row['noted_at'],
                'stream' => $row['stream'],
                'key' => (string) $row['record'],
                'type' => $row['type'],
                'at' => gmdate('Y-m-d\TH:i:s\Z', (int) $row['noted_at']),
            ];
        }

        return json_encode(['events' => $events]);
    }

    /** Names and numbers of ours only: nothing that would have to be escaped. */
    private static function word($text)
    {
        return preg_replace('/[^a-z0-9_.]/i', '', (string) $text);
    }
}
