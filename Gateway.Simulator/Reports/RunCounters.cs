namespace Gateway.Simulator.Reports;

/// <summary>What all terminals of a run did; written by many threads.</summary>
internal sealed class RunCounters
{
    private long _connected;
    private long _connects;
    private long _connectFailures;
    private long _reconnects;
    private long _resets;
    private long _heartbeats;
    private long _uploads;
    private long _recordsAcknowledged;
    private long _recordsRepeated;
    private long _recordsHeldBack;
    private long _answersLost;
    private long _timeouts;
    private long _personsPushed;
    private long _personsRefused;
    private long _personsDeleted;
    private long _clocksSet;

    /// <summary>Connections that are open now.</summary>
    public long Connected => Read(ref _connected);

    /// <summary>Connections made, in all.</summary>
    public long Connects => Read(ref _connects);

    /// <summary>Attempts to connect that failed.</summary>
    public long ConnectFailures => Read(ref _connectFailures);

    /// <summary>Connections made by terminals that had one before.</summary>
    public long Reconnects => Read(ref _reconnects);

    /// <summary>Connections that ended with a reset instead of a FIN.</summary>
    public long Resets => Read(ref _resets);

    /// <summary>Heartbeats rightly answered.</summary>
    public long Heartbeats => Read(ref _heartbeats);

    /// <summary>Uploads answered 0000.</summary>
    public long Uploads => Read(ref _uploads);

    /// <summary>Records in those uploads.</summary>
    public long RecordsAcknowledged => Read(ref _recordsAcknowledged);

    /// <summary>Records sent again because an answer was lost or refused.</summary>
    public long RecordsRepeated => Read(ref _recordsRepeated);

    /// <summary>Records never made because a terminal's backlog was full.</summary>
    public long RecordsHeldBack => Read(ref _recordsHeldBack);

    /// <summary>Requests whose connection ended before the answer.</summary>
    public long AnswersLost => Read(ref _answersLost);

    /// <summary>Requests not answered in time on an open connection, which the terminal then closed.</summary>
    public long Timeouts => Read(ref _timeouts);

    /// <summary>Persons taken in.</summary>
    public long PersonsPushed => Read(ref _personsPushed);

    /// <summary>Persons in pushes that were answered with a fault, as --fail-users asks.</summary>
    public long PersonsRefused => Read(ref _personsRefused);

    /// <summary>Deletions carried out.</summary>
    public long PersonsDeleted => Read(ref _personsDeleted);

    /// <summary>Clocks set by the gateway.</summary>
    public long ClocksSet => Read(ref _clocksSet);

    public void Opened(bool again)
    {
        Interlocked.Increment(ref _connected);
        Interlocked.Increment(ref _connects);
        if (again) Interlocked.Increment(ref _reconnects);
    }

    public void Ended(int answersLost, bool reset)
    {
        Interlocked.Decrement(ref _connected);
        if (reset) Interlocked.Increment(ref _resets);
        Interlocked.Add(ref _answersLost, answersLost);
    }

    /// <summary>A request over HTTPS had no answer.</summary>
    public void AnswerLost() => Interlocked.Increment(ref _answersLost);

    public void ConnectFailed() => Interlocked.Increment(ref _connectFailures);

    public void HeartbeatAnswered() => Interlocked.Increment(ref _heartbeats);

    public void UploadAnswered(int records)
    {
        Interlocked.Increment(ref _uploads);
        Interlocked.Add(ref _recordsAcknowledged, records);
    }

    public void Repeated(int records) => Interlocked.Add(ref _recordsRepeated, records);

    public void HeldBack(int records) => Interlocked.Add(ref _recordsHeldBack, records);

    public void TimedOut() => Interlocked.Increment(ref _timeouts);

    public void Pushed(int persons) => Interlocked.Add(ref _personsPushed, persons);

    public void Refused(int persons) => Interlocked.Add(ref _personsRefused, persons);

    public void Deleted() => Interlocked.Increment(ref _personsDeleted);

    public void ClockSet() => Interlocked.Increment(ref _clocksSet);

    private static long Read(ref long counter) => Interlocked.Read(ref counter);
}
