namespace Gateway.Simulator.Firmwares;

/// <summary>How one firmware registers workers (§4, field notes).</summary>
/// <param name="Shape">One of the sixteen of <see cref="Enrolment.EnrolmentRequest"/>.</param>
/// <param name="Path">Of the route.</param>
/// <param name="RetryEvery">Time between tries of a registration that was not answered 0.</param>
internal sealed record EnrolmentHabit(int Shape, string Path, TimeSpan RetryEvery);
